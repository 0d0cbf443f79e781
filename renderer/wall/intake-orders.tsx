import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMinute } from '../ui/format-time'
import { useNames } from './names'
import { useRoving } from './roving'
import type { IntakeRow, WallPort, WallProblem } from './wall-port'

type Found = { readonly state: 'asking' } | { readonly state: 'found'; readonly rows: readonly IntakeRow[]; readonly more: number } | { readonly state: 'failed'; readonly problem: WallProblem }

/** Exactly the orders that one bar of the intake counts, the newest first. `count`: as the bar says, so that a bar that grows is read anew. */
export function IntakeOrders({ by, code, count, port }: { readonly by: 'category' | 'district'; readonly code: string | null; readonly count: number; readonly port: Pick<WallPort, 'intakeRows'> }) {
  const { t } = useTranslation()
  const names = useNames()
  const [found, setFound] = useState<Found>({ state: 'asking' })
  const list = useRef<HTMLTableSectionElement>(null)
  useRoving(list)
  useEffect(() => {
    let isHere = true
    void port.intakeRows?.(by, code).then((result) => {
      if (isHere) setFound(result.ok ? { state: 'found', ...result.value } : { state: 'failed', problem: result.error })
    })
    return () => {
      isHere = false
    }
  }, [port, by, code, count])
  if (found.state === 'failed') return <p role="alert" className="nothing">{t(`wall.problems.${found.problem.code}`)}</p>
  if (found.state === 'asking') return null
  return (
    <>
      <table className="rows" data-testid="intake-rows">
        <thead><tr><th scope="col">{t('wall.rows.at')}</th><th scope="col">{t('wall.report.number')}</th><th scope="col">{t('wall.rows.category')}</th><th scope="col">{t('wall.rows.district')}</th><th scope="col">{t('wall.rows.late')}</th></tr></thead>
        <tbody ref={list} data-list>
          {found.rows.map((row) => (
            <tr key={row.number} data-item data-late={row.isLate}>
              <td>{formatMinute(row.callAt)}</td><td className="number">{row.number}</td><td>{names.said(names.category, row.category)}</td><td>{names.said(names.district, row.district)}</td><td>{row.isLate ? t('wall.rows.lateMark') : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.more > 0 && <p className="nothing">{t('wall.more', { count: found.more })}</p>}
    </>
  )
}
