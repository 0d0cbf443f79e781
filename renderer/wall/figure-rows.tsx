import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../shared/metrics/figure'
import { formatMomentOf, formatSpan } from '../ui/format-time'
import { FigureFormula, valueOf } from './figure-strip'
import { useNames } from './names'
import { useRoving } from './roving'
import type { CountedRow, Targets, WallPort, WallProblem } from './wall-port'

type Found = { readonly state: 'asking' } | { readonly state: 'found'; readonly rows: readonly CountedRow[] } | { readonly state: 'failed'; readonly problem: WallProblem }

/** Exactly the calls or orders that a figure counts, those above the line marked. */
export function FigureRows({ figure, targets, port }: { readonly figure: Figure; readonly targets: Targets; readonly port: Pick<WallPort, 'rowsOf'> }) {
  const { t } = useTranslation()
  const names = useNames()
  const [found, setFound] = useState<Found>({ state: 'asking' })
  const list = useRef<HTMLTableSectionElement>(null)
  useRoving(list)
  const askedFor = useRef<string | null>(null)
  useEffect(() => {
    // The figure comes anew with every line of the feed; its rows are asked for when it counts others.
    const counted = `${figure.code} ${figure.numerator} ${figure.denominator}`
    if (askedFor.current === counted) return
    askedFor.current = counted
    void port.rowsOf(figure).then((result) => {
      if (askedFor.current === counted) setFound(result.ok ? { state: 'found', rows: result.value } : { state: 'failed', problem: result.error })
    })
  }, [port, figure])
  return (
    <>
      <p className="formula"><strong>{valueOf(figure)}{figure.value === null ? '' : t(`figures.unit.${figure.unit}`)}</strong> <FigureFormula figure={figure} targets={targets} /></p>
      {found.state === 'failed' && <p role="alert" className="nothing">{t(`wall.problems.${found.problem.code}`)}</p>}
      {found.state === 'found' && (
        <>
          {!figure.counted.complete && <p className="nothing">{t('figures.rowsGone')}</p>}
          <table className="rows" data-testid="figure-rows">
            <thead><tr><th scope="col">{t('wall.rows.counted')}</th><th scope="col">{t('wall.rows.at')}</th><th scope="col">{t('wall.rows.what')}</th><th scope="col">{t('wall.rows.number')}</th><th scope="col">{t('wall.rows.seat')}</th><th scope="col">{t('wall.rows.span')}</th></tr></thead>
            <tbody ref={list} data-list>
              {found.rows.map((row) => (
                <tr key={row.id} data-item data-above={row.isAbove}>
                  <td>{t(row.isAbove ? 'wall.rows.above' : 'wall.rows.below')}</td>
                  <td>{formatMomentOf(row.at, figure.window.to)}</td>
                  <td>{figure.counted.of === 'calls' ? names.queue(row.what) : names.risk(row.what)}</td>
                  <td>{row.maskedNumber === '' ? t('wall.withheld') : (row.maskedNumber ?? '—')}</td>
                  <td>{row.seat ?? '—'}</td>
                  <td>{row.spanMs === null ? '—' : formatSpan(row.spanMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
