import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMinute } from '../ui/format-time'
import type { Freshness } from './freshness'
import { AgeOf, FreshProvider } from './ticker'

/**
 * A part of the wall with its name and its age. One that is not live is grey, hatched and dated: whoever looks up must not take it for
 * the present.
 */
export function Tile(props: { readonly name: string; readonly title: string; readonly count?: number; readonly note?: string | undefined; readonly fresh: Freshness; readonly children: ReactNode }) {
  const id = useId()
  const { fresh } = props
  return (
    <section className={`tile tile-${props.name}`} data-tile={props.name} data-fresh={fresh.kind} aria-labelledby={id}>
      <header className="tile-head">
        <h2 id={id}>{props.title}{props.count !== undefined && fresh.kind !== 'none' && <span className="count"> {props.count}</span>}</h2>
        {props.note !== undefined && <span className="note">{props.note}</span>}
        <FreshnessNote fresh={fresh} />
      </header>
      <FreshProvider value={fresh}>{fresh.kind === 'none' ? <NoSource /> : props.children}</FreshProvider>
    </section>
  )
}

function NoSource() {
  const { t } = useTranslation()
  return <p className="nothing">{t('wall.fresh.noneYet')}</p>
}

/** `1 秒前`, `停在 10:21，不作依据`, `电话系统 10:21 起没有回应`. */
export function FreshnessNote({ fresh }: { readonly fresh: Freshness }) {
  const { t } = useTranslation()
  switch (fresh.kind) {
    case 'none':
      return <span className="age">{t('wall.fresh.none')}</span>
    case 'live':
      return <span className="age"><AgeOf at={fresh.at} /></span>
    case 'stale':
      return <strong className="age old">{t('wall.fresh.stale', { time: formatMinute(fresh.at) })}</strong>
    case 'away':
      return <strong className="age old">{t('wall.fresh.away', { time: formatMinute(fresh.since) })}</strong>
  }
}
