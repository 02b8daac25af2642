//! Units renamed, merged, split, and every such decision taken back.
