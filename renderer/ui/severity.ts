/** The four levels in the order of what has to happen first. */
export type Severity = 'RED' | 'ORANGE' | 'YELLOW' | 'BLUE'
