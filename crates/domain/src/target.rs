//! A number to reach: «đạt tối thiểu 10 % số doanh nghiệp».

use scoring::Exact;

/// How the achieved value is compared with the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// At least: «≥», «tối thiểu», «từ … trở lên», and a plain percentage below 100.
    AtLeast,
    /// More than: «>», «trên».
    MoreThan,
    /// At most: «≤», «không quá», «tối đa».
    AtMost,
    /// Less than: «<», «dưới».
    LessThan,
    /// Exactly: «100 %», «đạt».
    Equal,
}

impl Operator {
    /// As printed in the contract: `>=`, `>`, `<=`, `<`, `=`.
    pub fn symbol(self) -> &'static str {
        match self {
            Operator::AtLeast => ">=",
            Operator::MoreThan => ">",
            Operator::AtMost => "<=",
            Operator::LessThan => "<",
            Operator::Equal => "=",
        }
    }
}

/// A numeric target, or a yes/no one («Đạt»: no value).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The words.
    pub text: String,
    /// How it is compared.
    pub operator: Operator,
    /// The number in the measure's own terms: 70 for «70 %». `None` for «Đạt».
    pub value: Option<Exact>,
    /// Đơn vị tính: `%`, `bài`, `lần`, `đồng`.
    pub measure: Option<String>,
    /// Of what: «số doanh nghiệp trên địa bàn».
    pub base: Option<String>,
    /// For each: «tuần», «quý», «năm».
    pub per: Option<String>,
}
