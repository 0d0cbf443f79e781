import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Clock } from '../../shared/lib/clock'
import { isSame } from './freshness'
import type { SourceName, WallPort } from './wall-port'
import { freshnessOf, wallView } from './wall-view'
import type { WallView } from './wall-view'

/** Null: nothing has been heard yet. */
export interface WallState {
  readonly shown: WallView | null
}

export type WallStore = StoreApi<WallState>

/** The one binding of the store to the page. */
export function useWall(store: WallStore): WallState {
  return useStore(store)
}

export interface WallStorePorts {
  readonly port: Pick<WallPort, 'facts' | 'onChange'>
  readonly clock: Clock
  /** Runs once before the next painting. */
  beforePaint(run: () => void): void
  /** Runs every second; returns the way to stop. */
  everySecond(run: () => void): () => void
}

/**
 * What is drawn. However many lines of the feed come in one frame, it is drawn once; and once more when a part has grown too old to be
 * shown as live, which no line of a feed that has fallen silent would tell.
 */
export function createWallStore({ port, clock, beforePaint, everySecond }: WallStorePorts): { readonly store: WallStore; dispose(): void } {
  const view = () => {
    const facts = port.facts()
    return { shown: facts === null ? null : wallView(facts, clock.now()) }
  }
  const store = createStore<WallState>(view)
  let isAsked = false

  function drawSoon(): void {
    if (isAsked) return
    isAsked = true
    beforePaint(() => {
      isAsked = false
      store.setState(view(), true)
    })
  }

  function lookAtAges(): void {
    const { shown } = store.getState()
    if (shown === null) return
    const now = freshnessOf(shown.facts, clock.now())
    if ((Object.keys(now) as SourceName[]).some((name) => !isSame(now[name], shown.fresh[name]))) drawSoon()
  }

  const stops = [port.onChange(drawSoon), everySecond(lookAtAges)]
  return { store, dispose: () => stops.forEach((stop) => stop()) }
}
