//! What is serialised as the variables of a template. The engine's own way
//! there is a map of its values first, then another of owned names, for every
//! answer anew; this one puts each field straight into its place.

use std::fmt;

use anyhow::{Result, anyhow};
use serde::Serialize;
use serde::ser::{Impossible, SerializeStruct, Serializer};
use tera::{Context, Value};

/// The fields of the struct `data`.
///
/// # Errors
/// Never in practice: where `data` is no struct, or a field of it is no value.
pub(super) fn variables(data: &impl Serialize) -> Result<Context> {
    data.serialize(Fields(Context::new()))
        .map_err(|_| anyhow!("no variables: {}", std::any::type_name_of_val(data)))
}

struct Fields(Context);

impl SerializeStruct for Fields {
    type Ok = Context;
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        let value = Value::try_from_serializable(value).map_err(|_| fmt::Error)?;
        self.0.insert_value(key, value);
        Ok(())
    }

    fn end(self) -> Result<Context, fmt::Error> {
        Ok(self.0)
    }
}

/// Methods for everything that is no struct.
macro_rules! refuse {
    ($($name:ident($($kind:ty),*) -> $gives:ty;)*) => {
        $(fn $name(self, $(_: $kind),*) -> Result<$gives, fmt::Error> {
            Err(fmt::Error)
        })*
    };
}

type No = Impossible<Context, fmt::Error>;

impl Serializer for Fields {
    type Ok = Context;
    type Error = fmt::Error;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = Self;
    type SerializeStructVariant = No;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Context, fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Context, fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Context, fmt::Error> {
        Err(fmt::Error)
    }

    refuse! {
        serialize_bool(bool) -> Context;
        serialize_i8(i8) -> Context;
        serialize_i16(i16) -> Context;
        serialize_i32(i32) -> Context;
        serialize_i64(i64) -> Context;
        serialize_u8(u8) -> Context;
        serialize_u16(u16) -> Context;
        serialize_u32(u32) -> Context;
        serialize_u64(u64) -> Context;
        serialize_f32(f32) -> Context;
        serialize_f64(f64) -> Context;
        serialize_char(char) -> Context;
        serialize_str(&str) -> Context;
        serialize_bytes(&[u8]) -> Context;
        serialize_none() -> Context;
        serialize_unit() -> Context;
        serialize_unit_struct(&'static str) -> Context;
        serialize_unit_variant(&'static str, u32, &'static str) -> Context;
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }
}
