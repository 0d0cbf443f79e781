import { hostProblem, type AddressProblem } from './pbx-address'

/** What is wrong with a desk's address that somebody typed. `plain`: without encryption only a desk on this PC may be reached. */
export type DeskAddressProblem = AddressProblem | 'plain'

const longestOrigin = 300
const parts = /^(https?):\/\/([^/?#]*)(.*)$/is
const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost'])

/** Whether a desk at this origin is on this PC, so that nobody can listen on the way. */
export function isLoopbackOrigin(origin: string): boolean {
  const authority = parts.exec(origin)?.[2] ?? ''
  return loopbackHosts.has(authority.replace(/:\d+$/, ''))
}

/** An origin in the one form in which it is kept: scheme, host and, where it is not the usual one, port. */
export function isDeskOrigin(text: string): boolean {
  const read = readDeskAddress(text)
  return read.problem === null && read.origin === text
}

export type ReadDeskAddress = { readonly problem: null; readonly origin: string } | { readonly problem: DeskAddressProblem; readonly origin: null }

/**
 * Reads the address of a shared desk as an administrator writes it: with or without `https://` in front and a stroke at the end.
 *
 * SECURITY: the origin goes into the policy of the console's page as it is, so nothing but a host and a port comes through.
 */
export function readDeskAddress(text: string): ReadDeskAddress {
  const typed = text.trim()
  const [, scheme = '', authority = '', rest = ''] = parts.exec(typed.includes('://') ? typed : `https://${typed}`) ?? []
  if (scheme === '') return wrong('scheme')
  const inHost = hostProblem(authority)
  if (inHost !== null) return wrong(inHost)
  if ((rest !== '' && rest !== '/') || typed.length > longestOrigin) return wrong('path')
  const origin = `${scheme}://${authority}`.toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')
  if (!origin.startsWith('https:') && !isLoopbackOrigin(origin)) return wrong('plain')
  return { problem: null, origin }
}

function wrong(problem: DeskAddressProblem): ReadDeskAddress {
  return { problem, origin: null }
}
