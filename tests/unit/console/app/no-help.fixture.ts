import { createStore } from 'zustand/vanilla'
import type { CommandPorts } from '../../../../renderer/console/app/commands'
import { noFloorKeys } from '../../../../renderer/console/app/floor-keys'
import type { BreakPlace } from '../../../../shared/queue/break-line'
import { noRedHelp } from '../../../../shared/help/red-help'
import { err } from '../../../../shared/lib/result'
import { handDown } from '../../../../shared/help/silent-help'

/** A seat whose help key nobody presses. */
export function noHelp(): Pick<CommandPorts, 'breaks' | 'red' | 'dropped' | 'hand' | 'shift' | 'mayExport' | 'emergencyNumber' | 'floorKeys'> {
  return {
    breaks: { store: createStore<{ readonly place: BreakPlace }>(() => ({ place: { kind: 'none' } })), take: () => undefined, withdraw: () => undefined },
    red: { store: createStore(() => ({ help: noRedHelp, notices: {}, recording: null })), press: () => undefined, undo: () => undefined, dialEmergency: () => undefined },
    dropped: { isFirst: () => false, callBack: () => Promise.resolve(err({ code: 'no-such-call' })) },
    hand: { store: createStore(() => ({ hand: handDown })), lower: () => undefined },
    floorKeys: noFloorKeys,
    shift: { hasStates: () => true, mayBeReady: () => true, decides: () => false },
    mayExport: () => false,
    emergencyNumber: (service) => service,
  }
}
