import type { Outbox } from '../../../shared/outbox/outbox'
import type { FieldKey } from '../../../shared/tickets/fields/field-values'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import { showStage, showToast, type ViewStore } from './view-store'

export interface Repair {
  /** The fields that it was refused for. */
  readonly fields: readonly FieldKey[]
  /** Another order that its facts go to; null = one of its own. Left out, what the draft says stays. */
  readonly mergeInto?: string | null
}

/** Brings the draft of a refused order onto the stage, at the first of the fields that it was refused for. */
export async function repairRefused(id: string, { fields, mergeInto }: Repair, ports: { readonly outbox: Pick<Outbox, 'reopen'>; readonly keeper: DraftKeeper; readonly seat: Pick<Seat, 'showDraft'>; readonly view: ViewStore }): Promise<void> {
  const { outbox, keeper, seat, view } = ports
  // Opened before, it is in the agent's hands already, maybe with words that are newer than the disk.
  const inHand = keeper.get(id)?.draft
  const result = inHand === undefined ? await outbox.reopen(id).catch(() => null) : { ok: true as const, value: inHand }
  if (result === null || !result.ok) return showToast(view, 'warn', result?.error.code === 'no-draft' ? 'outbox.draftLost' : 'outbox.notReopened')
  const { id: draftId } = result.value
  keeper.open(result.value)
  if (mergeInto !== undefined) keeper.change(draftId, (draft) => ({ ...draft, mergeInto, touched: true }))
  seat.showDraft(draftId)
  const [field] = fields
  view.setState({ mending: field === undefined ? null : { draftId, field } })
  showStage(view)
}
