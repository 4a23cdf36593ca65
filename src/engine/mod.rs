//! Takes bytes in, gives snapshots out; the same in the worker and in the terminal.
