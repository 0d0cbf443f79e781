import { DAY_MS } from '../../../shared/callers/local-day'
import type { AuditEntry } from '../../../shared/desk-api/audit'
import type { Clock } from '../../../shared/lib/clock'
import type { LostNumber } from '../pbx/asterisk-feed'
import type { SecretBox } from '../people/secret-box'
import type { SharedStore } from '../store/shared-store'

export interface LostNumbersOptions {
  readonly store: Pick<SharedStore, 'lostCalls' | 'inOne'>
  readonly box: Pick<SecretBox, 'seal' | 'open'>
  readonly clock: Clock
}

/** The numbers of those who gave up waiting: kept for a day, sealed, and told to nobody but whoever rings back. */
export interface LostNumbers {
  keep(lost: LostNumber): Promise<void>
  /** Written down before it is told; null when it was not kept. */
  tell(callerKey: string, by: AuditEntry['by']): Promise<string | null>
}

export function createLostNumbers({ store, box, clock }: LostNumbersOptions): LostNumbers {
  const place = (callerKey: string) => `lost number ${callerKey}`
  return {
    keep: ({ callerKey, number, at }) => store.lostCalls.keepNumber({ callerKey, sealed: box.seal(place(callerKey), number), at }, clock.now() - DAY_MS),
    async tell(callerKey, by) {
      const sealed = await store.lostCalls.sealedNumber(callerKey)
      if (sealed === null) return null
      const number = box.open(place(callerKey), sealed)
      await store.inOne(({ audit }) => audit.add({ by, act: { kind: 'lost-number-read', caller: callerKey } }, clock.now()))
      return number
    },
  }
}
