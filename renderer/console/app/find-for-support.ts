import type { DiagnosticsFound } from '../../../shared/ipc/values'
import { seatStateOf } from '../../../shared/queue/agent-state'
import type { Services } from './services'

/** What support may need of this page and the phone's: states and counts, no word that a person wrote or said. */
export async function findForSupport({ line, seat, desk, outbox, keeper, isPractice }: Pick<Services, 'line' | 'seat' | 'desk' | 'outbox' | 'keeper' | 'isPractice'>): Promise<DiagnosticsFound> {
  const phone = await line.diagnostics()
  const { registration, membership, microphone, calls, parserWarnings, secondCallsRefused } = line.snapshot()
  const { state: deskState, problem: deskProblem } = desk.getState()
  const counts = outbox.counts()
  return {
    phone: phone.ok ? phone.value : null,
    console: {
      practice: isPractice,
      registration: registration.state,
      registrationCode: registration.state === 'refused' ? registration.sipCode : null,
      stoppedBecause: registration.state === 'stopped' ? registration.reason : null,
      membership: membership.state,
      microphone,
      calls: calls.length,
      agent: seatStateOf(seat.store.getState().agent).kind,
      desk: deskState,
      deskProblem: deskProblem ?? null,
      outboxWaiting: counts.waiting,
      outboxSending: counts.sending,
      draftsInHand: keeper.all().length,
      parserWarnings,
      secondCallsRefused,
      badMessages: line.badMessages(),
      speakers: line.devices.current().speakers.length,
      microphones: line.devices.current().microphones.length,
    },
  }
}
