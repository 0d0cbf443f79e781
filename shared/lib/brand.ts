declare const brand: unique symbol

/** A value that went through one parse function: `Brand<string, 'TicketId'>` cannot be mixed up with another string. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
