import { isLoopback, valueOf, type Environment } from '../server/server-config'
import { ServerProblem } from '../server/server-problem'

/** SECURITY: from the environment of the desk alone; no console is told of them, and they are never written down. */
const smsEnvironment = {
  /** Of the house's gateway; in clear to this computer alone. Without it messages are nobody's, and everybody is rung by hand. */
  url: 'LINGXI_SMS_URL',
  /** What the gateway knows the desk by; may come from a file (`_FILE`). */
  token: 'LINGXI_SMS_TOKEN',
} as const

export interface SmsSettings {
  readonly url: string
  readonly token: string
}

/** Null when nothing is said of a gateway. @throws ServerProblem */
export function readSmsSettings(env: Environment): SmsSettings | null {
  const url = env[smsEnvironment.url] ?? ''
  const token = valueOf(env, smsEnvironment.token)
  if (url === '' && token === null) return null
  if (url === '' || token === null) throw new ServerProblem('sms-half')
  const address = URL.canParse(url) ? new URL(url) : null
  const isWeb = address !== null && (address.protocol === 'https:' || address.protocol === 'http:')
  // Name and password in an address end up in logs of whatever lies between.
  if (!isWeb || address.username !== '' || address.password !== '' || address.hash !== '') throw new ServerProblem('sms-url-malformed')
  if (address.protocol === 'http:' && !isLoopback(address.hostname.replace(/^\[|\]$/g, ''))) throw new ServerProblem('sms-in-clear')
  if (!/^[!-~]{8,500}$/.test(token)) throw new ServerProblem('sms-token-malformed')
  return { url: address.href, token }
}
