/** Closes a switch over a union: a new member becomes a compile error here, and a hostile value at run time a loud one. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member of a closed union: ${JSON.stringify(value)}`)
}
