import type { KnowledgeBase, KnowledgeEntry } from './knowledge-base'

/** Whether an entry may be read out. An overdue one still may, with the mark; a withdrawn one is only kept for old orders. */
export type EntryValidity =
  | { readonly state: 'current'; readonly reviewBy: string }
  | { readonly state: 'review-overdue'; readonly reviewBy: string }
  | { readonly state: 'draft' }
  | { readonly state: 'withdrawn' }

/** `today` and `reviewBy` are days in Asia/Shanghai, `YYYY-MM-DD`; `reviewBy` is the last day on which it counts as checked. */
export function entryValidity(
  entry: KnowledgeEntry,
  kb: Pick<KnowledgeBase, 'reviewMonths'>,
  today: string,
): EntryValidity {
  if (entry.status !== 'published') return { state: entry.status }
  const reviewBy = entry.reviewBy ?? lastDayAfter(entry.asOf, kb.reviewMonths)
  return { state: today <= reviewBy ? 'current' : 'review-overdue', reviewBy }
}

/** 依据：已核 or 请复核: everything in it was compared with the text of the law. */
export function isChecked(entry: KnowledgeEntry): boolean {
  return entry.confidence === 'high' && !entry.sources.some((source) => source.includes('请复核'))
}

/** Last day of the month that lies `months` after `month`. */
function lastDayAfter(month: string, months: number): string {
  const firstOfNext = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months + 1
  const last = new Date(Date.UTC(Math.floor(firstOfNext / 12), firstOfNext % 12, 0))
  return last.toISOString().slice(0, 10)
}
