import { useTranslation } from 'react-i18next'
import type { QueueState } from '../../shared/queue/queue-state'
import { useNames } from './names'
import type { QueueChange, Steering } from './wall-port'

interface SeatQueuesProps {
  readonly extension: string
  readonly queue: QueueState
  readonly offered: ReadonlySet<Steering>
  change(change: QueueChange): void
}

/** Where a seat is offered calls, and where it could be instead or as well. */
export function SeatQueues({ extension, queue: { queues, members }, offered, change }: SeatQueuesProps) {
  const { t } = useTranslation()
  const names = useNames()
  const own = queues.filter((queue) => members.some((member) => member.extension === extension && member.queue === queue))
  const others = queues.filter((queue) => !own.includes(queue))
  return (
    <div className="pauses" role="group" aria-label={t('wall.steer.queues')}>
      <p>{t('wall.seatQueuesNote')}</p>
      {offered.has('move') && others.length > 0 && own.map((from) => (
        <div key={from} className="steering">
          <span>{t('wall.queueChange.move', { queue: names.queue(from) })}</span>
          {others.map((to) => <button key={to} type="button" className="act" data-move={to} onClick={() => change({ kind: 'move', from, to })}>{names.queue(to)}</button>)}
        </div>
      ))}
      {([['add', others], ['remove', own]] as const).map(([kind, among]) => offered.has(kind) && among.length > 0 && (
        <div key={kind} className="steering">
          <span>{t(`wall.queueChange.${kind}`)}</span>
          {among.map((queue) => <button key={queue} type="button" className="act" data-queue-change={kind} data-queue={queue} onClick={() => change({ kind, queue })}>{names.queue(queue)}</button>)}
        </div>
      ))}
    </div>
  )
}
