import { z } from 'zod'
import { parseJson } from '../../../shared/lib/parse-json'
import type { Clock } from '../../../shared/lib/clock'
import type { AgentMemory } from '../seat/remember-agent'
import type { RedHelpView } from './red-help-desk'

/** The call for help of this seat, beyond the life of a page: a lock and a load of the page do not end it. */
export interface KeptRed {
  /** As an earlier page left it; null when that had none, or one of long ago. */
  readonly found: { readonly view: RedHelpView; readonly redId: string | null } | null
  keep(view: RedHelpView): void
  /** Under which the leads know it. */
  keepId(redId: string): void
}

/** As long as leads see it. */
const withinMs = 2 * 3_600_000

/**
 * Only this program writes it, and it does not outlive the program: what is looked at is whether it is what was written, not each part
 * of it. Times, codes, and the names of colleagues; of the caller nothing but the id of the call.
 */
const keptSchema = z.object({
  redId: z.uuid().nullable(),
  view: z.object({
    help: z.looseObject({ kind: z.enum(['asked', 'under-way']), at: z.int().nonnegative(), callId: z.string().max(200).nullable(), drill: z.boolean() }),
    notices: z.record(z.string().max(60), z.looseObject({ kind: z.enum(['by-hand', 'handed-over', 'failed']) })),
    recording: z.string().max(60).nullable(),
  }),
})

export function createKeptRed({ storage, key }: AgentMemory, clock: Clock): KeptRed {
  const read = keptSchema.safeParse(parseJson(storage.getItem(key) ?? ''))
  const isOfNow = read.success && Math.abs(clock.now() - read.data.view.help.at) < withinMs
  const found = isOfNow ? (read.data as unknown as NonNullable<KeptRed['found']>) : null
  let redId = found?.redId ?? null

  function write(view: RedHelpView | null): void {
    try {
      storage.setItem(key, view === null ? '' : JSON.stringify({ redId, view }))
    } catch {
      // Full: the help goes on as long as the page does.
    }
  }
  let last = found?.view ?? null
  return {
    found,
    keep(view) {
      last = view.help.kind === 'none' ? null : view
      if (last === null) redId = null
      write(last)
    },
    keepId(id) {
      redId = id
      write(last)
    },
  }
}
