/** Between facts in a row that may wrap: the dot stays with what it follows and never begins a line. */
export const stickyDot = '\u00a0· '
