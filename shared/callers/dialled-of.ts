import type { Call } from '../calls/call'
import { readSipAddress } from './sip-address'

/** What was dialled for an outgoing call: the user part of its address. */
export function dialledOf({ remote }: Call): string {
  return readSipAddress(remote.from).user.replace(/[^0-9*#+]/g, '').slice(0, 32) || '0'
}
