import type { DraftKeeper } from '../seat/draft-keeper'

/** Saves every draft in hand. Whether all of it is durable: only then may the page be given up without being asked. */
export async function saveAll(keeper: Pick<DraftKeeper, 'all' | 'flush'>): Promise<boolean> {
  await Promise.all(keeper.all().map(({ draft }) => keeper.flush(draft.id)))
  return keeper.all().every((kept) => !kept.isDirty && kept.problem === null)
}
