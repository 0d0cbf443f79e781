/** What seals unsent work that is carried on a stick: whoever finds it may try for ever. */
export const shortestPassphrase = 8

/** More than a seat writes in a year without its desk. */
export const mostUnsentChars = 20_000_000
