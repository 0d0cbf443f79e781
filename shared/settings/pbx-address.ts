import { z } from 'zod'

/**
 * What is wrong with a PBX address or a domain that somebody typed. `scheme`: it does not begin with ws:// or wss://.
 * `host`: no name or address of a computer. `port`: not 1 to 65535. `path`: a character that no path may have.
 */
export type AddressProblem = 'scheme' | 'host' | 'port' | 'path'

const longestUrl = 300
const longestHost = 253
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
/** RFC 3261, section 25.1: the last label begins with a letter, or it could not be told from an address. */
const topLabel = '[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?'
const hostName = new RegExp(`^(?:${label}\\.)*${topLabel}$`, 'i')
const ipv4 = z.ipv4()

/**
 * Host of a SIP address: a name or an IPv4 address. Names that browsers take and SIP does not (`pbx_1`, `1pbx`,
 * `pbx.example.`) are none: sip.js can write no address with them. An IPv6 address is none either: a page's policy, which
 * names the one server that the phone may reach, has no way to write it (CSP level 3, section 2.3.1).
 */
function isHost(text: string): boolean {
  return text.length <= longestHost && (hostName.test(text) || ipv4.safeParse(text).success)
}

function isPort(digits: string): boolean {
  return /^\d{1,5}$/.test(digits) && Number(digits) >= 1 && Number(digits) <= 65_535
}

/** Host with or without a port, taken apart without a look at either. */
const hostAndPort = /^([^:]*)(?::(.*))?$/s
const addressParts = /^wss?:\/\/([^/?#]*)(.*)$/s
/** RFC 3986, section 3.3 and 3.4, without what ends a source in a page's policy. */
const pathAndQuery = /^(?:\/(?:[\w.!~*()/:@&=+$?-]|%[0-9a-f]{2})*)?$/i

/** What is wrong with a host that may have a port behind it. */
export function hostProblem(text: string): 'host' | 'port' | null {
  const [, host = '', port] = hostAndPort.exec(text) ?? []
  if (!isHost(host)) return 'host'
  return port === undefined || isPort(port) ? null : 'port'
}

/** A domain of SIP addresses, with or without a port; empty = the host of the PBX address. */
export function domainProblem(domain: string): AddressProblem | null {
  return domain === '' ? null : hostProblem(domain)
}

/** A WebSocket address (RFC 6455, section 3) without a fragment; empty = no account is set up. */
export function serverUrlProblem(serverUrl: string): AddressProblem | null {
  if (serverUrl === '') return null
  const parts = addressParts.exec(serverUrl)
  if (parts === null) return 'scheme'
  const isPath = serverUrl.length <= longestUrl && pathAndQuery.test(parts[2] ?? '')
  return hostProblem(parts[1] ?? '') ?? (isPath ? null : 'path')
}

/** The host of a WebSocket address as a SIP address writes it; null when it is no usable address. */
export function hostOfServer(serverUrl: string): string | null {
  if (serverUrl === '' || serverUrlProblem(serverUrl) !== null) return null
  const authority = addressParts.exec(serverUrl)?.[1] ?? ''
  return hostAndPort.exec(authority)?.[1]?.toLowerCase() ?? null
}
