import { useTranslation } from 'react-i18next'
import { FreshnessNote } from './tile'
import type { SourceName } from './wall-port'
import type { WallView } from './wall-view'

const sources: readonly SourceName[] = ['queue', 'seats', 'figures', 'orders']

/** Where everything comes from and how old it is, also told to a screen reader when that changes. */
export function StatusLine({ view, problem }: { readonly view: WallView; readonly problem: string | null }) {
  const { t } = useTranslation()
  const worst = sources.some((source) => view.fresh[source].kind !== 'live')
  return (
    <footer className="status-line">
      {sources.map((source) => (
        <span key={source} className="source" data-source={source} data-fresh={view.fresh[source].kind}>
          <span className="dot" aria-hidden="true" />{t(`wall.sources.${source}`)} <FreshnessNote fresh={view.fresh[source]} />
        </span>
      ))}
      <span className="space" />
      {problem !== null && <strong role="alert" className="problem">{t(`wall.problems.${problem}`)}</strong>}
      <span role="status" className="visually-hidden">{worst ? t('wall.fresh.someOld') : ''}</span>
    </footer>
  )
}
