//! Where a figure comes from that is computed from units below.

/// «Tính từ 8 đơn vị», «Tính từ 6/8 đơn vị» while figures are missing.
pub fn source(counted: i32, all: i32) -> String {
    if counted == all {
        format!("Tính từ {all} đơn vị")
    } else {
        format!("Tính từ {counted}/{all} đơn vị")
    }
}

#[cfg(test)]
mod tests {
    use super::source;

    #[test]
    fn it_says_how_many_units_are_in() {
        assert_eq!(source(8, 8), "Tính từ 8 đơn vị");
        assert_eq!(source(6, 8), "Tính từ 6/8 đơn vị");
    }
}
