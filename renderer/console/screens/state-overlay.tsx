import { useTranslation } from 'react-i18next'
import { chosenState, isBetweenCalls, readyNext, type AwayKind, type NextState } from '../../../shared/queue/agent-state'
import { reasonsOf, restEndings } from '../../../shared/queue/state-reasons'
import { limitWords } from '../app/agent-words'
import { useServices } from '../app/services'
import { useEndsRest, usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { StateChooser, type StateGroup } from '../features/agent-state/state-chooser'

const awayKinds: readonly AwayKind[] = ['break', 'meeting', 'training', 'busy']

/** What the agent does next and why: now, or after the call that goes on. */
export function StateOverlay() {
  const { view } = useServices()
  const overlay = useStore(view, (state) => state.overlay)
  return overlay === 'agent-state' || overlay === 'agent-break' ? <OpenChooser isBreak={overlay === 'agent-break'} /> : null
}

function OpenChooser({ isBreak }: { readonly isBreak: boolean }) {
  const { t } = useTranslation()
  const { view, seat, clock, rules, catalogue, rest, isPractice, breaks, shift, commands } = useServices()
  const isOwnRest = useEndsRest()
  const handKeys = usePrintedKeys()('raise-hand')
  const limits = useStore(rules, (all) => all.stateLimits)
  const agent = useSlice(seat.store, (state) => state.agent)
  const close = () => view.setState({ overlay: null })
  const tell = (next: NextState) => {
    close()
    seat.tell({ kind: 'state-chosen', next, at: clock.now() })
  }
  const chosen = chosenState(agent)
  if (agent.kind === 'red-rest') {
    const options = restEndings.map(({ code, zh, en }) => ({ id: code, label: catalogue.locale === 'en' ? en : zh, limit: null, isCurrent: false }))
    return (
      <StateChooser
        key="rest" ready={null} opened="rest"
        title={t(isOwnRest ? 'agentState.restTitle' : 'seat.state.red-rest')}
        note={isPractice ? t('agentState.restNote.practice') : isOwnRest ? t('agentState.restNote.own') : t('agentState.restNote.lead', { keys: handKeys ?? '' })}
        groups={isOwnRest ? [{ id: 'rest', title: t('seat.state.red-rest'), options }] : []}
        choose={(_group, code) => { close(); rest.end(code) }} leave={null} chooseReady={close} onClose={close}
      />
    )
  }
  const groups = awayKinds.map((kind): StateGroup => ({
    id: kind,
    title: t(`seat.state.${kind}`),
    options: reasonsOf(kind).map(({ code, zh, en }) => ({
      id: code, label: catalogue.locale === 'en' ? en : zh, limit: limitWords(code, limits, t), isCurrent: 'reason' in chosen && chosen.reason === code,
    })),
  }))
  const isNow = isBetweenCalls(agent)
  return (
    <StateChooser
      key="state"
      title={t(isNow ? 'agentState.title' : 'agentState.titleNext')}
      note={t(isNow ? 'agentState.note' : 'agentState.noteNext')}
      ready={chosen.kind === 'ready' ? null : { label: t(isNow ? 'seat.action.backToWork' : 'seat.bar.next.ready') }}
      groups={groups}
      opened={isBreak ? 'break' : null}
      choose={(kind, reason) => {
        if (kind !== 'break') return tell({ kind: kind as AwayKind, reason })
        close()
        breaks.ask(reason)
      }}
      chooseReady={() => {
        if (shift.mayBeReady()) tell(readyNext)
      }}
      leave={{ label: t('shift.leave'), keys: '9', perform: () => commands['hand-over'].perform() }}
      onClose={close}
    />
  )
}
