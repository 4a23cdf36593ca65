// The reader of Parquet files of a page that is one file.
import "./handed.js";
import "./tables-start.js";
