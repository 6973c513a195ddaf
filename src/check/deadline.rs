//! When a paper came: judged by the dates in it, never by today.

mod cite;

use chrono::NaiveDate;

use self::cite::{cite, dated, deadline, moment, receipt};
use super::{Context, Rule, Scope, example};
use crate::diagnostic::{Finding, SEE, Severity};
use crate::report::Field;
use crate::text::date::{self, Date};
use crate::text::{Span, Text, label, text};

/// The rules over dates of submission.
pub const RULES: &[Rule] = &[LATE_REPORT, MISSING_DATE, INVALID_DATE, ODD_DATE, DUE_TODAY];

const LATE_REPORT: Rule = Rule {
    name: "late-report",
    short: "逾期",
    severity: Severity::Error,
    summary: label("报送日期晚于截止日期", "submitted after the deadline"),
    explanation: label(
        "计划末段定了报送期限。是否逾期只看稿子上的日期：先看 submitted，没有就看落款，与今天几号无关。\
         “1月10日前”按含当日读，只写日期的，当天报送不算逾期；期限定到几时几分、稿子也写了时刻的，才比\
         时刻。逾期的照样汇编，卷首列名。",
        "The plan's closing clause sets the deadline. Whether a paper is late is read from its own date, \
         submitted first, else the signature, never from today. “Before 10 January” includes the day, so \
         a date without a time is in time on the day itself; times are compared only where both the \
         deadline and the paper give one. A late paper is still bound, and named on page one.",
    ),
    bad: "天津市粮食局\n2017年1月13日\n",
    good: "天津市粮食局\n2017年1月10日\n",
    scope: Scope::Report(late_report),
};

fn late_report(context: &Context) -> Vec<Finding> {
    let (Some(submitted), Some(due)) = (context.coverage.submitted, context.due()) else {
        return Vec::new();
    };
    if !due.is_missed(submitted) {
        return Vec::new();
    }
    let days = due.days(submitted.date);
    let by = match (days, due.at.time.is_some()) {
        (1.., _) => text(format!("晚 {days} 天"), plural(days, "late")),
        (_, true) => text("当天过了时刻", "late on the day itself"),
        (_, false) => text("期限不含当日，晚了", "late: the day itself does not count"),
    };
    let (last, sent) = (deadline(due), moment(submitted));
    let registered = receipt(context).is_some();
    let (how, said) = match registered {
        true => ("收到", "received"),
        false => ("报送", "submitted"),
    };
    let message = text(
        format!("{}：{}{how}，{}", by.zh, sent.zh, last.zh),
        format!("{}: {said} {}, {}", by.en, sent.en, last.en),
    );
    let help = match registered {
        true => text(
            "登记的日子不对，改登记；确实晚了，请单位说明原因，同意的记一条认定（extend 或 accept）",
            "where the register is wrong, mend it; where the office excuses it, enter a ruling (extend or \
             accept)",
        ),
        false => text(
            "日期写错了，改成实际报送日期；确实晚了，尽快报送并向收件单位说明原因",
            "where the date is wrong, write the true one; where it is late, send it now and tell the \
             office why",
        ),
    };
    let finding = Finding::new(dated(context), message, help);
    vec![cite(finding, context)]
}

const MISSING_DATE: Rule = Rule {
    name: "missing-date",
    short: "缺日期",
    severity: Severity::Error,
    summary: label("没有报送日期", "no date of submission"),
    explanation: label(
        "没有日期就判断不了是否按时，汇编时只能列入“无日期”。submitted 和落款日期写一处就够：front \
         matter 里写了 submitted，落款可以不写；落款写全了年月日，submitted 也不必写。“2017年1月”\
         “2017年1月××日”这样日子空着的，还是没有日期。正文里提到的日期不算报送日期。",
        "Without a date nobody can tell whether a paper was in time, and it is listed as undated. One of \
         submitted and the signature's date is enough: either stands for the other. A date whose day is \
         left open (2017年1月, 2017年1月××日) is no date yet. Dates mentioned in the text are not the date of \
         submission.",
    ),
    bad: "天津市科学技术委员会\n2017年1月  日\n",
    good: "天津市科学技术委员会\n2017年1月6日\n",
    scope: Scope::Report(missing_date),
};

fn missing_date(context: &Context) -> Vec<Finding> {
    // The register says when it came.
    if receipt(context).is_some() {
        return Vec::new();
    }
    let signature = &context.report.signature;
    let absent = |field: Option<&str>| field.is_none_or(is_open);
    let header = &context.report.header.submitted;
    if header.value().is_some()
        || signature.date.value().is_some()
        || !absent(malformed(header))
        || !absent(malformed(&signature.date))
    {
        return Vec::new();
    }
    let open = signature.open.or(signature.date.span()).or(header.span());
    let open = open.or(context.report.header.undated);
    let name = signature.name.as_ref().map(|name| name.whole());
    let site = open
        .or(name)
        .map_or_else(|| context.top(), |span| context.at(span));
    let day = example::day(context);
    let written = date::chinese(day);
    let finding = Finding::new(
        site,
        text("没有报送日期", "there is no date of submission"),
        text(
            format!("在落款单位下面写全年月日，如 {written}；或在开头写 submitted = {day}"),
            format!(
                "write the full date below the signature, such as {written}, or submitted = {day} \
                 at the top"
            ),
        ),
    );
    let finding = match (open, name) {
        (Some(_), _) => finding.label(text("日子空着", "the day is left open")),
        (None, Some(_)) => finding.label(text("下面没有写全的日期", "no full date below")),
        (None, None) => finding,
    };
    vec![cite(finding, context)]
}

const INVALID_DATE: Rule = Rule {
    name: "invalid-date",
    short: "日期无效",
    severity: Severity::Error,
    summary: label(
        "写的不是日历上的日子",
        "what is written is no day of the calendar",
    ),
    explanation: label(
        "submitted 和落款日期要能落到日历上的一天，否则判断不了是否按时。2月30日、13月，或者漏了\
         分隔的 submitted = 2017115，都读不成日期，机器不猜。写法不限：2017-01-05、2017年1月5日、\
         二〇一七年一月五日（“〇”打成字母 O 也行）、2017.1.5、20170105 都认，后面注“（盖章）”也行；日子空着的另报“缺日期”。",
        "submitted and the signature's date must be a day of the calendar, or nobody can tell whether the \
         paper was in time. 30 February, month 13, or submitted = 2017115 are no dates, and nothing \
         is guessed. Any form will do: 2017-01-05, 2017年1月5日, 二〇一七年一月五日 (be 〇 a \
         letter O), 2017.1.5, 20170105, with （盖章） behind it. A day left open is missing-date.",
    ),
    bad: "天津市教育委员会\n2017年2月30日\n",
    good: "天津市教育委员会\n二〇一七年一月五日\n",
    scope: Scope::Report(invalid_date),
};

fn invalid_date(context: &Context) -> Vec<Finding> {
    let header = &context.report.header.submitted;
    let signed = &context.report.signature.date;
    let day = example::day(context);
    let both = [
        (malformed(header).zip(header.span()), false),
        (malformed(signed).zip(signed.span()), true),
    ];
    both.into_iter()
        .filter_map(|(field, signed)| Some((field?, signed)))
        .filter(|((written, _), _)| !is_open(written))
        .map(|((written, span), signed)| {
            let form = match signed {
                true => date::chinese(day),
                false => format!("submitted = {day}"),
            };
            let shapeless = date::all(written).is_empty();
            let message = if shapeless {
                text(
                    format!("“{written}”不是日期"),
                    format!("“{written}” is no date"),
                )
            } else {
                text(
                    format!("“{written}”，日历上没有这一天"),
                    format!("“{written}” is no day of the calendar"),
                )
            };
            Finding::new(
                context.at(span),
                message,
                text(
                    format!("写成实际报送的日子，如 {form}"),
                    format!("write the day it was sent, such as {form}"),
                ),
            )
        })
        .collect()
}

const ODD_DATE: Rule = Rule {
    name: "odd-date",
    short: "日期存疑",
    severity: Severity::Warning,
    summary: label("日期不合常理，请核对", "a date that is unlikely"),
    explanation: label(
        "三种情形请核对：日期在今天以后；早于计划年度的12月，那时全年工作还没有做完；submitted 与落款日期\
         不一致。多半是年份沿用了旧稿，1月份最容易写错。日期照用，稿子照收，只是提醒。就在今天、就在12月1日、\
         两处同一天，都不算。",
        "Three cases to look at: a date after today; a date before December of the plan's year, when the \
         year's work was not done yet; submitted and the signature differ. Most often the year of an old \
         paper was kept, as happens in January. The date counts and the paper is taken. Today itself, 1 \
         December itself, and twice the same day are no fault.",
    ),
    bad: "天津市教育委员会\n2016年1月5日\n",
    good: "天津市教育委员会\n2017年1月5日\n",
    scope: Scope::Report(odd_date),
};

fn odd_date(context: &Context) -> Vec<Finding> {
    let Some(submitted) = context.coverage.submitted else {
        return Vec::new();
    };
    let day = submitted.date;
    let mut found = Vec::new();
    if day > context.as_of {
        let today = date::chinese(context.as_of);
        let shown = moment(submitted);
        let label = text(
            format!("今天是{today}"),
            format!("today is {}", context.as_of),
        );
        found.push((
            text(
                format!("日期{}在今天以后", shown.zh),
                format!("the date {} is after today", shown.en),
            ),
            label,
        ));
    }
    let year = context.tasks.plan.year;
    if let Some(year) = year
        && let Some(december) = NaiveDate::from_ymd_opt(year, 12, 1)
        && day < december
    {
        let shown = moment(submitted);
        found.push((
            text(
                format!("日期{}早于{year}年12月，全年还没有过完", shown.zh),
                format!(
                    "the date {} is before December {year}: the year was not over",
                    shown.en
                ),
            ),
            text("是不是年份写错了", "is the year wrong?"),
        ));
    }
    let mut found: Vec<Finding> = found
        .into_iter()
        .map(|(message, label)| Finding::new(dated(context), message, remedy()).label(label))
        .collect();
    found.extend(two_dates(context));
    found
}

/// The finding where front matter and signature give different days.
fn two_dates(context: &Context) -> Option<Finding> {
    let Field::Given(submitted, at) = &context.report.header.submitted else {
        return None;
    };
    let Field::Given(signed, span) = &context.report.signature.date else {
        return None;
    };
    if submitted.date == *signed {
        return None;
    }
    let counts = moment(*submitted);
    Some(
        Finding::new(
            context.at(*span),
            text(
                format!("落款{}，与 submitted 不是同一天", date::chinese(*signed)),
                format!("signed {signed}, but submitted says another day"),
            ),
            remedy(),
        )
        .note_at(
            SEE,
            text(
                format!("submitted 写的是{}，以它为准", counts.zh),
                format!("submitted is {}, which counts", counts.en),
            ),
            context.at(*at),
        ),
    )
}

fn remedy() -> Text {
    text(
        "核对后改成实际报送的日子；没写错就不用改",
        "write the day it was sent; where it is right, leave it",
    )
}

const DUE_TODAY: Rule = Rule {
    name: "due-today",
    short: "今日到期",
    severity: Severity::Hint,
    summary: label(
        "今天截止，稿子署今天的日期",
        "dated today, which is the deadline",
    ),
    explanation: label(
        "今天就是截止日，稿子也署今天的日期：含当日，不算逾期，但今天必须送到，改了日期再送就逾期了。期限\
         定到几点的，几点前送到。这条只在截止当天提示，第二天自然消失。署更早日期的稿子不提示，期限不含当日\
         的直接算逾期，也不在此列。",
        "Today is the deadline and the paper is dated today: the day counts, so it is not late, but it has \
         to arrive today, and by the hour where one is set. The hint shows on that day only. A paper of an \
         earlier date gets none, and where the day itself does not count the paper is late-report.",
    ),
    bad: "天津市商务委员会\n2017年1月10日\n",
    good: "天津市商务委员会\n2017年1月9日\n",
    scope: Scope::Report(due_today),
};

fn due_today(context: &Context) -> Vec<Finding> {
    let (Some(submitted), Some(due)) = (context.coverage.submitted, context.due()) else {
        return Vec::new();
    };
    let today = context.as_of == due.at.date && submitted.date == due.at.date;
    if !today || due.is_missed(submitted) {
        return Vec::new();
    }
    let finding = Finding::new(
        dated(context),
        text(
            "今天是截止日，署的也是今天",
            "dated today, which is the deadline",
        ),
        text(
            "今天就报送；改到明天就逾期了",
            "send it today: tomorrow it is late",
        ),
    );
    vec![cite(finding, context)]
}

fn plural(days: i64, what: &str) -> String {
    match days {
        1 => format!("1 day {what}"),
        _ => format!("{days} days {what}"),
    }
}

fn malformed<T>(field: &Field<T>) -> Option<&str> {
    match field {
        Field::Malformed(written, _) => Some(written),
        _ => None,
    }
}

/// Whether `written` is a date whose day is still to be filled in, or nothing.
fn is_open(written: &str) -> bool {
    let dates: Vec<(Date, Span)> = date::all(written);
    written.trim().is_empty() || dates.iter().any(|(date, _)| *date == Date::Open)
}
