import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FieldKey } from '../../../shared/tickets/fields/field-values'

/** Where the middle of the screen is. `stage` = the draft in hand. */
export type Place = 'stage' | 'seat' | 'calls' | 'practice' | 'tickets' | 'knowledge' | 'shift' | 'approvals' | 'administration' | 'settings'

/** What of the shift is looked at: what is new, what is promised, the sheet for the next one, the report. */
export const shiftTabs = ['briefing', 'promises', 'sheet', 'report'] as const
export type ShiftTab = (typeof shiftTabs)[number]

/** Something that lies over the screen and is closed by Esc. */
export type Overlay = 'key-map' | 'menu' | 'dial-pad' | 'dialler' | 'decline' | 'search' | 'line-password' | 'desk-sign-in' | 'shift-check' | 'reveal' | 'agent-state' | 'agent-break' | 'raise-hand' | 'send-message' | 'export-unsent' | 'import-unsent' | 'export-orders' | 'leave-shift' | 'set-aside' | null

/** Words for the agent that pass by themselves. `warn` stays until it is closed, unless it says for how long it is true. */
export interface Toast {
  readonly id: number
  readonly look: 'plain' | 'warn'
  /** i18n key with its values. */
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
  readonly forMs: number | null
}

/** What the caller is told to write down. It outlives the draft, which leaves the screen when it is submitted. */
export interface ToldNumber {
  readonly callId: string
  readonly number: string
  /** An order that came from an older system has none. */
  readonly queryCode: string | null
  /** Neither name nor number is known: nothing but this will ever find the order again. */
  readonly isAnonymous: boolean
  readonly isRed: boolean
  /** Entered by hand: no state of the line tells when it is done with. */
  readonly isByHand: boolean
}

export interface ViewState {
  readonly place: Place
  /** Where to go back to when the draft in hand is done. */
  readonly homePlace: Exclude<Place, 'stage'>
  readonly overlay: Overlay
  /** The order shown in the list of orders. */
  readonly ticketId: string | null
  /** The call shown in the list of calls. */
  readonly callId: string | null
  readonly shiftTab: ShiftTab
  readonly rightTab: 'reference' | 'outbox'
  /** The outbox was opened by the agent just now: the keyboard goes there. After a ring it only comes back to its place. */
  readonly isOutboxAsked: boolean
  readonly toast: Toast | null
  /** The seat is about to be locked: nothing of its work is drawn any more. */
  readonly isCovered: boolean
  /** What the dialler opens with: the number of a link. */
  readonly dialling: string
  /** A field that a draft is opened at, until it is there. */
  readonly mending: { readonly draftId: string; readonly field: FieldKey } | null
  /** The raised hand whose answer the keyboard was asked to go to, until it is there. */
  readonly answering: string | null
  /** Of the call whose draft was submitted last; shown only as long as that call or its wrap-up goes on. */
  readonly told: ToldNumber | null
}

export type ViewStore = StoreApi<ViewState>

export function createViewStore(home: Exclude<Place, 'stage'>): ViewStore {
  return createStore<ViewState>(() => ({ place: home, homePlace: home, overlay: null, ticketId: null, callId: null, shiftTab: 'briefing', rightTab: 'reference', isOutboxAsked: false, toast: null, isCovered: false, dialling: '', mending: null, answering: null, told: null }))
}

/** Brings the draft in hand back to the middle, wherever the agent has been meanwhile. */
export function showStage(view: ViewStore): void {
  view.setState({ place: 'stage', rightTab: 'reference' })
}

let toastId = 0

export function showToast(view: ViewStore, look: Toast['look'], key: string, values: Toast['values'] = {}, forMs: number | null = null): void {
  toastId += 1
  view.setState({ toast: { id: toastId, look, key, values, forMs } })
}
