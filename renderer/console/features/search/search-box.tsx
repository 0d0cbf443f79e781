import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/is-composing'
import classes from './search-box.module.css'

export interface SearchHit {
  readonly id: string
  readonly title: string
  readonly detail: string
  open(): void
}

export type SearchAnswer = { readonly state: 'hits'; readonly hits: readonly SearchHit[] } | { readonly state: 'failed' }

const pauseMs = 120

/** One box for numbers of any kind: an order's, a telephone's, a query code with its second factor. */
export function SearchBox({ find, onClose }: { find(text: string): Promise<SearchAnswer>; onClose(): void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<SearchAnswer | null>(null)
  const [selected, select] = useState(0)
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      if (text.trim() === '') return setAnswer(null)
      void find(text.trim()).then((found) => {
        if (!current) return
        setAnswer(found)
        select(0)
      })
    }, pauseMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, find])
  const hits = answer?.state === 'hits' ? answer.hits : []
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'ArrowDown') select((at) => Math.min(hits.length - 1, at + 1))
    else if (event.key === 'ArrowUp') select((at) => Math.max(0, at - 1))
    else if (event.key === 'Enter' && hits[selected] !== undefined) hits[selected].open()
    else return
    event.preventDefault()
  }
  return (
    <Modal opened lockScroll={false} onClose={onClose} title={t('search.title')} size={640} closeButtonProps={{ 'aria-label': t('app.common.close') }}>
      <input
        className={classes.input} data-autofocus autoFocus value={text} placeholder={t('search.placeholder')} aria-label={t('search.title')}
        role="combobox" aria-expanded={hits.length > 0} aria-controls="search-hits" aria-activedescendant={hits[selected] === undefined ? undefined : `search-hit-${selected}`}
        onChange={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      <p className={classes.note}>{t('search.note')}</p>
      <ul id="search-hits" role="listbox" aria-label={t('search.title')} className={classes.hits}>
        {hits.map((hit, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox above takes the keys for its options
          <li key={hit.id} id={`search-hit-${index}`} role="option" aria-selected={index === selected} className={classes.hit} onClick={() => hit.open()}>
            <b>{hit.title}</b>
            <span>{hit.detail}</span>
          </li>
        ))}
      </ul>
      {answer?.state === 'failed' && <p role="alert">{t('search.failed')}</p>}
      {answer?.state === 'hits' && hits.length === 0 && <p className={classes.note} role="status">{t('search.nothing')}</p>}
    </Modal>
  )
}
