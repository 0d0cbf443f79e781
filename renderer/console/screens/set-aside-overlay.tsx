import type { TFunction } from 'i18next'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maskText } from '../../../shared/callers/masking'
import type { RevealedPart } from '../../../shared/tickets/reveal'
import { asideWords, type AsideWords } from '../app/aside-words'
import { misfitWords } from '../app/misfit-words'
import { useServices } from '../app/services'
import type { ReadAside } from '../app/set-aside-desk'
import { useStore } from '../app/use-vanilla-store'
import { RevealButton } from '../features/reveal/reveal-button'
import { RevealDialog } from '../features/reveal/reveal-dialog'
import { SetAsideDialog, type AsideCard } from '../features/set-aside/set-aside-dialog'
import { formatMoment } from '../../ui/format-time'
import { revealLines } from './reveal-words'

/** Gives the words that could not be read back to whoever wrote them, as far as there are any. */
export function SetAsideOverlay() {
  return useStore(useServices().view, ({ overlay }) => overlay === 'set-aside') ? <OpenSetAside /> : null
}

function OpenSetAside() {
  const { t } = useTranslation()
  const { view, setAside, catalogue, start } = useServices()
  const { reveals } = setAside
  const records = useStore(setAside.store, (state) => state.records)
  const { offered, shownUntil } = useStore(reveals.store)
  const [asking, setAsking] = useState(false)
  useEffect(() => {
    void setAside.refresh()
    return () => reveals.offer(null)
  }, [setAside, reveals])
  const close = useCallback(() => view.setState(({ overlay }) => (overlay === 'set-aside' ? { overlay: null } : {})), [view])
  const read = useMemo(
    () => records.map((record) => ({ record, words: asideWords(record.plain, { catalogue, homeArea: start.homeArea, t }) })),
    [records, catalogue, start.homeArea, t],
  )
  const isShown = (number: number) => shownUntil !== null && offered?.id === String(number)
  if (asking) return <RevealDialog reveal={(reason, note) => reveals.reveal(reason, note)} onClose={() => setAsking(false)} />
  return (
    <SetAsideDialog
      cards={read.map(({ record, words }) => cardOf(record, words, isShown(record.number), t))}
      startAt={offered === null ? null : Number(offered.id)}
      renderReveal={(number) => {
        const parts = partsOf(read.find(({ record }) => record.number === number)?.words)
        if (parts.length === 0) return null
        const toggle = () => {
          if (isShown(number)) return reveals.hide()
          reveals.offer({ kind: 'set-aside', id: String(number), ticket: null, parts })
          setAsking(true)
        }
        return <RevealButton keys={null} until={isShown(number) ? shownUntil : null} toggle={toggle} />
      }}
      done={(number) => setAside.done(number)}
      onClose={close}
    />
  )
}

/** A secret caller's own words are nowhere else: whoever typed them may have them back, and it is put down like any other look. */
function partsOf(words: AsideWords | undefined): readonly RevealedPart[] {
  const masked = (words?.lines ?? []).filter((line) => words?.isSecret === true || line.masked !== line.value)
  return (['name', 'number', 'words'] as const).filter((part) => masked.some((line) => line.part === part))
}

function cardOf(record: ReadAside, { lines, names, isSecret }: AsideWords, isShown: boolean, t: TFunction): AsideCard {
  const { number, problem, at, reveals } = record
  const written = writtenAt(record)
  const isHidden = isSecret && !isShown
  return {
    number,
    what: t(`setAside.what.${kindOf(record)}`),
    when: [written === null ? null : t('setAside.written', { at: formatMoment(written) }), t('setAside.found', { at: formatMoment(at) })].filter(Boolean).join(t('app.list.clauses')),
    why: problem.code === 'malformed' ? t('setAside.why.malformed', { fields: misfitWords(problem.paths, t) }) : t('setAside.why.cannot-be-opened'),
    lines: isHidden ? [] : lines.map(({ name, value, masked }) => (isShown && (isSecret || masked !== value) ? { name, value, masked: isSecret ? t('seat.secretCaller') : masked } : { name, value: isShown ? value : masked })),
    hidden: isHidden ? t('setAside.secret') : null,
    advice: t(`setAside.advice.${record.isElsewhere ? 'elsewhere' : record.table === 'callLog' ? 'call' : lines.length === 0 ? 'no-words' : 'words'}`),
    looks: revealLines(reveals, (text) => maskText(text, names), t),
  }
}

function kindOf({ table, record }: ReadAside): 'draft' | 'order' | 'call' | 'draft-in-journal' | 'order-in-journal' {
  if (table === 'callLog') return 'call'
  if (table === 'journal') return (record as { readonly kind?: unknown }).kind === 'draft-saved' ? 'draft-in-journal' : 'order-in-journal'
  return table === 'drafts' ? 'draft' : 'order'
}

/** What lies beside the seal of a draft, an order or a call; null where nothing does. */
function writtenAt({ record, plain }: ReadAside): number | null {
  for (const found of [record, plain] as readonly (Readonly<Record<string, unknown>> | null)[]) {
    const at = found?.['createdAt'] ?? found?.['enqueuedAt'] ?? found?.['startedAt']
    if (typeof at === 'number' && at > 0) return at
  }
  return null
}
