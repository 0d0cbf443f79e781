import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SeverityBadge } from '../ui/severity-badge'
import { CallerMarks } from './caller-marks'
import { useNames } from './names'
import { lateAfter } from './seat-tiles'
import { Elapsed } from './ticker'
import { reasonsOf } from '../../shared/queue/state-reasons'
import type { Result } from '../../shared/lib/result'
import type { SeatStateKind } from '../../shared/queue/seat-state'
import type { Steering, WallPort, WallProblem } from './wall-port'
import type { WallView } from './wall-view'

const ofCall: readonly Steering[] = ['listen', 'whisper', 'barge']
const ofSeat: readonly Steering[] = ['pause', 'resume']
/** Asked only of a seat that is in that state. */
const ofState: Partial<Record<SeatStateKind, Steering>> = { 'wrap-up': 'end-wrap-up', 'red-rest': 'end-rest' }
const pauses = ['busy', 'break', 'meeting', 'training'] as const

/** One seat: who, what, since when, with whom; and what a lead may do there, where that is possible at all. */
export function SeatDetails({ seat, view, port }: { readonly seat: string; readonly view: WallView; readonly port: WallPort }) {
  const { t } = useTranslation()
  const names = useNames()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPausing, setPausing] = useState(false)
  const found = view.facts.seats.find((each) => each.seat === seat)
  if (found === undefined) return <p className="nothing">{t('wall.seatGone')}</p>
  const call = view.calls.find((each) => each.seat === seat)
  const late = lateAfter(found.state, view.facts.targets)
  const ending = ofState[found.state]
  const offered = [...(call === undefined ? [] : ofCall), ...(ending === undefined ? [] : [ending]), ...ofSeat].filter((each) => port.steering.has(each))
  const { extension } = found
  const settle = (result: Promise<Result<void, WallProblem>>) => void result.then((settled) => setProblem(settled.ok ? null : settled.error.code))
  return (
    <>
      <dl className="details">
        <div><dt>{t('wall.details.who')}</dt><dd>{found.name}</dd></div>
        <div><dt>{t('wall.details.state')}</dt><dd>{t(`wall.states.${found.state}`)}{found.reason === null ? '' : ` · ${names.reason(found.reason)}`} <Elapsed since={found.since} {...(late === null ? {} : { lateAfterMs: late })} /></dd></div>
        {call !== undefined && (
          <div>
            <dt>{t('wall.details.call')}</dt>
            <dd><CallerMarks caller={call.caller} /> {names.queue(call.queue)} <Elapsed since={call.answeredAt} lateAfterMs={view.facts.targets.talkMs} />{call.severity !== null && <> <SeverityBadge severity={call.severity} label={t(`wall.severity.${call.severity}`)} look="tint" /></>}</dd>
          </div>
        )}
        <div><dt>{t('wall.details.queues')}</dt><dd>{[...new Set(view.facts.queue.members.filter((member) => member.extension === extension).map(({ queue }) => names.queue(queue)))].join(t('app.list.items')) || '—'}</dd></div>
      </dl>
      {offered.length > 0 && extension !== null && (
        <div className="steering">
          {offered.map((what) => (
            <button
              key={what} type="button" className="act" data-steer={what} aria-expanded={what === 'pause' ? isPausing : undefined}
              onClick={() => (what === 'pause' ? setPausing(!isPausing) : settle(port.steer(what, extension)))}
            >
              {t(`wall.steer.${what}`)}
            </button>
          ))}
        </div>
      )}
      {isPausing && extension !== null && (
        <div className="pauses" role="group" aria-label={t('wall.steer.pauseWhy')}>
          <p>{t('wall.steer.pauseWhy')}</p>
          {pauses.map((kind) => (
            <div key={kind} className="steering">
              <span>{t(`wall.states.${kind}`)}</span>
              {reasonsOf(kind).map(({ code }) => (
                <button
                  key={code} type="button" className="act" data-reason={code}
                  onClick={() => {
                    setPausing(false)
                    settle(port.pause(extension, { kind, reason: code }))
                  }}
                >
                  {names.reason(code)}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
      {problem !== null && <p role="alert" className="nothing">{t(`wall.problems.${problem}`)}</p>}
    </>
  )
}
