// The lead and the shards of a page that is one file.
import "./handed.js";
import "./worker-start.js";
