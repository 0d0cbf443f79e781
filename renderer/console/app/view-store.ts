import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FieldKey } from '../../../shared/tickets/fields/field-values'

/** Where the middle of the screen is. `stage` = the draft in hand. */
export type Place = 'stage' | 'seat' | 'practice' | 'tickets' | 'knowledge' | 'settings'

/** Something that lies over the screen and is closed by Esc. */
export type Overlay = 'key-map' | 'menu' | 'dial-pad' | 'decline' | 'search' | 'line-password' | null

/** Words for the agent that pass by themselves. `warn` stays until it is closed. */
export interface Toast {
  readonly id: number
  readonly look: 'plain' | 'warn'
  /** i18n key with its values. */
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

export interface ViewState {
  readonly place: Place
  /** Where to go back to when the draft in hand is done. */
  readonly homePlace: Exclude<Place, 'stage'>
  readonly overlay: Overlay
  /** The order shown in the list of orders. */
  readonly ticketId: string | null
  readonly rightTab: 'reference' | 'outbox'
  readonly toast: Toast | null
  /** A field that a draft is opened at, until it is there. */
  readonly mending: { readonly draftId: string; readonly field: FieldKey } | null
}

export type ViewStore = StoreApi<ViewState>

export function createViewStore(home: Exclude<Place, 'stage'>): ViewStore {
  return createStore<ViewState>(() => ({ place: home, homePlace: home, overlay: null, ticketId: null, rightTab: 'reference', toast: null, mending: null }))
}

/** Brings the draft in hand back to the middle, wherever the agent has been meanwhile. */
export function showStage(view: ViewStore): void {
  view.setState({ place: 'stage', rightTab: 'reference' })
}

let toastId = 0

export function showToast(view: ViewStore, look: Toast['look'], key: string, values: Toast['values'] = {}): void {
  toastId += 1
  view.setState({ toast: { id: toastId, look, key, values } })
}
