//! Reads Parquet files for the lead, which starts this program when it is given one.

fn main() {
    #[cfg(target_arch = "wasm32")]
    undertone::browser::serve_tables();
}
