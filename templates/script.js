"use strict";
/* Adds to a page that is complete without it: search, views, keys. A view is
   the fragment: #agency=…&item=…&status=…&state=…&severity=…&q=…, several
   values of one parted by commas. What does not fit the view gets `hidden`. */
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const keys = ["agency", "item", "status", "state", "severity"];
  const main = one("#main");
  const field = one("#q");
  const hits = one("#hits");
  const bar = one("#view");
  const filter = one("#filter");
  const choose = one("#choose");
  const dialog = one("#keys");
  /* Not filter.elements[key]: a collection has an item() of its own. */
  const select = (key) => one(`[name=${key}]`, filter);

  /* Units: what a view shows or hides. Each has its own facets and those of
     the units around it; an agency's state stands in its row of the matrix. */
  const marked = keys.map((key) => `[data-${key}]`).join() + ",.group,.chapter";
  const elements = all(marked, main);
  const numbers = new Map(elements.map((element, number) => [element, number]));
  const unitOf = (element) => numbers.get(element && element.closest(marked)) ?? -1;
  const states = new Map(all(".matrix tr[data-agency]").map((row) => [row.dataset.agency, row.dataset.state]));
  const units = [];
  for (const element of elements) {
    const up = unitOf(element.parentElement);
    const facets = Object.assign({}, up < 0 ? {} : units[up].facets, element.dataset);
    if (element.dataset.agency && states.has(facets.agency)) facets.state = states.get(facets.agency);
    units.push({ element, up, facets, fixed: element.matches("td, .fact"), measure: element.matches(".measure") });
  }

  /* Blocks: the text as it is read, across bold and links, made when the
     first search needs them. */
  const whole = "p,li,td,th,dt,dd,h1,h2,h3,h4,h5,h6,caption,pre,summary,div";
  let blocks;
  const read = () => {
    blocks = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    let last;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement.closest(whole);
      if (!last || last.around !== around) {
        last = { around, unit: unitOf(around), text: "", nodes: [] };
        blocks.push(last);
      }
      last.nodes.push([last.text.length, node]);
      last.text += node.data;
    }
    for (const block of blocks) {
      const lower = block.text.toLowerCase();
      if (lower.length === block.text.length) block.text = lower;
    }
    blocks = blocks.filter((block) => block.text.trim());
  };

  /* The view of the fragment; null where it is an ordinary place. */
  const viewOf = (fragment) => {
    if (!fragment.includes("=")) return null;
    const view = {};
    for (const pair of fragment.replace(/^#/, "").split("&")) {
      const at = pair.indexOf("=");
      const key = pair.slice(0, at);
      let value = pair.slice(at + 1);
      try {
        value = decodeURIComponent(value);
      } catch {
        /* Written by hand, with a bare %: taken as it stands. */
      }
      if (value && (key === "q" || keys.includes(key))) view[key] = value;
    }
    return view;
  };
  const fragmentOf = (view) =>
    [...keys, "q"].filter((key) => view[key]).map((key) => `${key}=${encodeURIComponent(view[key]).replaceAll("%2C", ",")}`).join("&");

  let found = [];
  let at = -1;
  /* In a view, what was kept short is whole. */
  const framed = (is) => {
    document.documentElement.classList.toggle("filtered", is);
    for (const rest of all(".rest, .quiet details")) rest.open = is;
  };

  const show = (view) => {
    const wanted = keys.filter((key) => view[key]).map((key) => [key, new Set(view[key].split(","))]);
    const words = (view.q || "").toLowerCase();
    const said = new Set();
    if (words) {
      if (!blocks) read();
      for (const block of blocks) if (block.unit >= 0 && block.text.includes(words)) said.add(block.unit);
    }
    const shown = units.map((unit, number) => {
      const fits = wanted.every(([key, values]) => (unit.facets[key] || "").split(",").some((value) => values.has(value)));
      const speaks = !words || said.has(number) || (units[unit.up]?.measure && said.has(unit.up));
      return fits && speaks;
    });
    for (let number = units.length - 1; number >= 0; number--) {
      if (shown[number] && units[number].up >= 0) shown[units[number].up] = true;
    }
    units.forEach((unit, number) => {
      if (!unit.fixed) unit.element.hidden = !shown[number];
    });
    framed(true);
    found = [];
    at = -1;
    if (words) {
      for (const block of blocks) {
        if (block.unit < 0 || !shown[block.unit]) continue;
        for (let from = block.text.indexOf(words); from >= 0; from = block.text.indexOf(words, from + words.length)) {
          found.push([block, from, from + words.length]);
        }
      }
    }
    mark();
    say(view, shown.some(Boolean));
  };

  const showAll = () => {
    for (const { element, fixed } of units) if (!fixed) element.hidden = false;
    framed(false);
    found = [];
    at = -1;
    mark();
    say({}, true);
  };

  /* The view in words, in the fields and in the count of hits. */
  const say = (view, any) => {
    for (const key of keys) select(key).value = (view[key] || "").includes(",") ? "" : view[key] || "";
    if (document.activeElement !== field) field.value = view.q || "";
    const parts = keys.filter((key) => view[key]).map((key) =>
      view[key].split(",").map((value) => {
        const option = all("option", select(key)).find((option) => option.value === value);
        return `“${option ? option.textContent : value}”`;
      }).join("或"));
    if (view.q) parts.push(`含“${view.q}”的`);
    bar.hidden = !parts.length;
    one("span", bar).textContent = parts.length ? `只看${parts.join("，")}。${any ? "" : "没有符合的。"}` : "";
    hits.textContent = view.q ? (at < 0 ? `${found.length}处` : `${at + 1}/${found.length}处`) : "";
  };

  const range = ([block, from, to]) => {
    const place = (offset, end) => {
      let [start, node] = block.nodes[0];
      for (const [begin, candidate] of block.nodes) {
        if (end ? begin < offset : begin <= offset) [start, node] = [begin, candidate];
      }
      return [node, offset - start];
    };
    const made = document.createRange();
    made.setStart(...place(from, false));
    made.setEnd(...place(to, true));
    return made;
  };
  /* Colours the hits, the first few thousand of them, and the present one. */
  const mark = () => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.set("hit", new Highlight(...found.slice(0, 4000).map(range)));
    CSS.highlights.set("now", new Highlight(...(at < 0 ? [] : [range(found[at])])));
  };
  const step = (by) => {
    if (!found.length) return;
    at = at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    mark();
    hits.textContent = `${at + 1}/${found.length}处`;
    bring(found[at][0].around, "center");
  };

  /* Unfolds what is around an element and goes to it; again for some frames,
     as what lies above is laid out only when it comes near. */
  const bring = (element, block, frames = 4) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.scrollIntoView({ block, behavior: "instant" });
    if (frames) requestAnimationFrame(() => bring(element, block, frames - 1));
  };

  /* One place reads the fragment: a view, or a place of the whole volume. */
  const go = () => {
    const view = viewOf(location.hash);
    if (view) {
      show(view);
      if (document.activeElement !== field) scrollTo(0, 0);
      return;
    }
    showAll();
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) bring(target, "start");
  };
  const goTo = (view) => {
    const fragment = fragmentOf(view);
    location.hash = fragment || "top";
  };
  const present = () => viewOf(location.hash) || {};

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      const fragment = fragmentOf({ ...present(), q: field.value.trim() });
      /* Typing leaves one step behind it, not one a letter. */
      location.replace(`#${fragment || "top"}`);
    }, 200);
  });
  one("#search").addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("change", (event) => goTo({ ...present(), [event.target.name]: event.target.value }));
  choose.addEventListener("click", () => {
    filter.hidden = !filter.hidden;
    choose.setAttribute("aria-expanded", String(!filter.hidden));
    if (!filter.hidden) select("agency").focus();
  });
  one("#print").addEventListener("click", () => print());

  const folds = all(".item > details, .paper > details");
  const fold = one("#fold");
  fold.addEventListener("click", () => {
    const open = fold.textContent === "展开";
    for (const details of folds) details.open = open;
    fold.textContent = open ? "收起" : "展开";
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });

  const walk = (by) => {
    const heads = folds.filter((details) => details.getClientRects().length).map((details) => one("summary", details));
    const here = heads.indexOf(document.activeElement);
    const edge = 90;
    const below = heads.findIndex((head) => head.getBoundingClientRect().top > edge);
    const next = here >= 0 ? here + by : by > 0 ? below : (below < 0 ? heads.length : below) - 1;
    const head = heads[next];
    if (!head) return;
    head.focus({ preventScroll: true });
    bring(head.closest("article"), "start");
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (field.value) {
        field.value = "";
        goTo({ ...present(), q: "" });
      } else if (!filter.hidden && filter.contains(event.target)) {
        choose.click();
        choose.focus();
      } else if (viewOf(location.hash)) {
        goTo({});
      }
      if (typing) event.target.blur();
      return;
    }
    if (event.target === field && event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      step(-1);
      return;
    }
    if (typing) return;
    const act = {
      "/": () => field.select(),
      n: () => step(1),
      N: () => step(-1),
      j: () => walk(1),
      k: () => walk(-1),
      "?": () => dialog.showModal(),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  for (const link of all("a[data-view]")) link.href = `#${link.dataset.view}`;
  for (const element of all("#tools, .live-only")) element.hidden = false;
  document.documentElement.classList.add("live");
  addEventListener("hashchange", go);
  if (location.hash) go();
})();
