import type { Outbox } from '../../../shared/outbox/outbox'
import type { FieldKey } from '../../../shared/tickets/fields/field-values'
import type { DraftKeeper } from '../seat/draft-keeper'
import type { Seat } from '../seat/seat'
import { showStage, showToast, type ViewStore } from './view-store'

/** Brings the draft of a refused order onto the stage, at the first of the fields that it was refused for. */
export async function repairRefused(id: string, fields: readonly FieldKey[], ports: { readonly outbox: Pick<Outbox, 'reopen'>; readonly keeper: DraftKeeper; readonly seat: Pick<Seat, 'showDraft'>; readonly view: ViewStore }): Promise<void> {
  const { outbox, keeper, seat, view } = ports
  const result = await outbox.reopen(id).catch(() => null)
  if (result === null || !result.ok) return showToast(view, 'warn', 'outbox.notReopened')
  const { id: draftId } = result.value
  keeper.open(result.value)
  seat.showDraft(draftId)
  const [field] = fields
  view.setState({ mending: field === undefined ? null : { draftId, field } })
  showStage(view)
}
