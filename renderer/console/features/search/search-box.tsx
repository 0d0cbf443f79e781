import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import classes from './search-box.module.css'

export interface SearchHit {
  readonly id: string
  readonly title: string
  readonly detail: string
  /** Where it was found: 电话, 单位, 内容; null where that says nothing. */
  readonly source: string | null
  open(): void
}

/** What has been found so far; later answers of the same search only add to the end. */
export interface SearchAnswer {
  readonly state: 'searching' | 'done' | 'failed'
  readonly hits: readonly SearchHit[]
  /** How far it has come, in words. */
  readonly progress: string | null
}

export interface SearchBoxProps {
  /** Returns the way to stop. */
  search(text: string, tell: (answer: SearchAnswer) => void): () => void
  readonly note: string
  onClose(): void
}

const pauseMs = 120

/** One box for numbers of any kind and for words: an order's, a telephone's, an employer, a query code with its second factor. */
export function SearchBox({ search, note, onClose }: SearchBoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<SearchAnswer | null>(null)
  const [selected, select] = useState(0)
  useEffect(() => {
    let stop = () => undefined as void
    const wanted = text.trim()
    const timer = setTimeout(() => {
      if (wanted === '') setAnswer(null)
      else stop = search(wanted, setAnswer)
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [text, search])
  const hits = answer?.hits ?? []
  const type = (typed: string) => {
    setText(typed)
    select(0)
  }
  useEffect(() => document.getElementById(optionId(selected))?.scrollIntoView({ block: 'nearest' }), [selected])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'ArrowDown') select((at) => Math.max(0, Math.min(hits.length - 1, at + 1)))
    else if (event.key === 'ArrowUp') select((at) => Math.max(0, at - 1))
    else if (event.key === 'Enter' && hits[selected] !== undefined) hits[selected].open()
    else return
    event.preventDefault()
  }
  return (
    <Dialog onClose={onClose} title={t('search.title')} size={720}>
      <input
        className={classes.input} data-autofocus autoFocus value={text} placeholder={t('search.placeholder')} aria-label={t('search.title')} aria-describedby="search-note"
        role="combobox" aria-expanded={hits.length > 0} aria-controls="search-hits" aria-activedescendant={hits[selected] === undefined ? undefined : optionId(selected)}
        onChange={(event) => type(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      <p id="search-note" className={classes.note}>{note}</p>
      <ul id="search-hits" role="listbox" aria-label={t('search.title')} className={classes.hits}>
        {hits.map((hit, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox above takes the keys for its options
          <li key={hit.id} id={optionId(index)} role="option" aria-selected={index === selected} className={classes.hit} onClick={() => hit.open()}>
            <b>{hit.title}</b>
            {hit.source !== null && <em>{hit.source}</em>}
            <span>{hit.detail}</span>
          </li>
        ))}
      </ul>
      {answer?.state === 'failed' && <p role="alert">{t('search.failed')}</p>}
      {answer?.state === 'done' && hits.length === 0 && <p className={classes.note} role="status">{t('search.nothing')}</p>}
      {answer !== null && answer.progress !== null && <p className={classes.progress} data-state={answer.state}>{answer.progress}</p>}
    </Dialog>
  )
}

function optionId(index: number): string {
  return `search-hit-${index}`
}
