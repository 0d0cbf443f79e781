import type { Outbox } from '../../../shared/outbox/outbox'
import type { FieldKey } from '../../../shared/tickets/fields/field-values'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { FreshNumber } from './fresh-number'
import type { Seat } from '../seat/seat'
import { showStage, showToast, type ViewStore } from './view-store'

export interface Repair {
  /** The fields that it was refused for. */
  readonly fields: readonly FieldKey[]
  /** Another order that its facts go to; null = one of its own. Left out, what the draft says stays. */
  readonly mergeInto?: string | null
  /** Its number is another order's at the desk: it gets a new one, by the day of `at`. */
  readonly renumber?: { readonly taken: string; readonly at: number } | null
}

interface RepairPorts {
  readonly outbox: Pick<Outbox, 'reopen'>
  readonly keeper: DraftKeeper
  readonly seat: Pick<Seat, 'showDraft'>
  readonly view: ViewStore
  readonly freshNumber: FreshNumber
}

/** Brings the draft of a refused order onto the stage, at the first of the fields that it was refused for. */
export async function repairRefused(id: string, { fields, mergeInto, renumber = null }: Repair, ports: RepairPorts): Promise<void> {
  const { outbox, keeper, seat, view } = ports
  const isTaken = renumber !== null && (keeper.get(id)?.draft.number ?? renumber.taken) === renumber.taken
  const number = isTaken ? await ports.freshNumber(renumber.at) : null
  if (isTaken && number === null) return showToast(view, 'warn', 'outbox.notRenumbered')
  // Opened before, it is in the agent's hands already, maybe with words that are newer than the disk.
  const inHand = keeper.get(id)?.draft
  const result = inHand === undefined ? await outbox.reopen(id).catch(() => null) : { ok: true as const, value: inHand }
  if (result === null || !result.ok) return showToast(view, 'warn', result?.error.code === 'no-draft' ? 'outbox.draftLost' : 'outbox.notReopened')
  const { id: draftId } = result.value
  keeper.open(result.value)
  if (mergeInto !== undefined) keeper.change(draftId, (draft) => ({ ...draft, mergeInto, touched: true }))
  if (renumber !== null && number !== null) giveNumber(draftId, renumber.taken, number, ports)
  seat.showDraft(draftId)
  const [field] = fields
  view.setState({ mending: field === undefined ? null : { draftId, field } })
  showStage(view)
}

/** The caller was told the other number: nobody but the agent can set that right. Pressed twice, the first number stays. */
function giveNumber(draftId: string, taken: string, number: string, { keeper, view }: Pick<RepairPorts, 'keeper' | 'view'>): void {
  keeper.change(draftId, (draft) => (draft.number === taken ? { ...draft, number } : draft))
  showToast(view, 'warn', 'outbox.renumbered', { taken, number: keeper.get(draftId)?.draft.number ?? number })
}
