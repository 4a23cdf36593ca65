// The page that is one file: what it holds first, then what starts every page.
import "./held.js";
import "./start.js";
