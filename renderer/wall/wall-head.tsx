import { useTranslation } from 'react-i18next'
import { Logo } from '../ui/logo'
import { formatDay, hotlineDate } from '../ui/format-time'
import { useNow } from '../ui/use-now'
import type { WallKind } from '../../shared/ipc/values'
import { ClockNow } from './ticker'
import type { WallDrill } from './wall-port'

const drillSteps = ['running', 'source-cut', 'pbx-away'] as const

/** Name, view, the drill's own switch, and the time. */
export function WallHead(props: { readonly view: WallKind; readonly isPractice: boolean; readonly drill: WallDrill | null; readonly drillState: string | null; readonly choose: (view: WallKind) => void; readonly fullScreen: () => void; readonly help: () => void }) {
  const { t } = useTranslation()
  const { drill } = props
  return (
    <header className="wall-head">
      <Logo size={26} />
      <h1>{t('wall.title')}</h1>
      {props.isPractice && <strong className="practice-word">{t('app.practice.word')}</strong>}
      {props.isPractice && <span className="dim practice-note">{t('wall.practiceNote')}</span>}
      <span className="space" />
      {drill !== null && (
        <span className="switch" role="group" aria-label={t('wall.drill.label')}>
          {drillSteps.map((step) => (
            <button key={step} type="button" data-drill={step} aria-pressed={props.drillState === step} onClick={() => drill.set(step)}>{t(`wall.drill.${step}`)}</button>
          ))}
        </span>
      )}
      <span className="switch" role="group" aria-label={t('wall.viewLabel')}>
        <button type="button" data-view="lead" aria-pressed={props.view === 'lead'} onClick={() => props.choose('lead')}>{t('wall.views.lead')} <kbd>1</kbd></button>
        <button type="button" data-view="room" aria-pressed={props.view === 'room'} onClick={() => props.choose('room')}>{t('wall.views.room')} <kbd>2</kbd></button>
      </span>
      <button type="button" className="plain" data-head="full-screen" onClick={props.fullScreen}>{t('wall.fullScreen')} <kbd>F11</kbd></button>
      <button type="button" className="plain" data-head="help" onClick={props.help}>{t('wall.help.title')} <kbd>F1</kbd></button>
      <ClockNow className="clock" />
      <Today />
    </header>
  )
}

function Today() {
  const { t } = useTranslation()
  const now = useNow()
  const weekdays = t('app.weekdays', { returnObjects: true }) as unknown as readonly string[]
  return <span className="dim today">{formatDay(now)} {weekdays[hotlineDate(now).getUTCDay()]}</span>
}
