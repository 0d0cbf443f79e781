import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { figureCodes } from '../../../shared/metrics/figure'
import type { FigureQuestion } from '../../../shared/metrics/figures'
import { answered, completed, entered, figuresOf, monday, seat } from '../../support/metrics/told'

/** Everything that a question about a figure can hold; a new key makes this a compile error. */
const askable: Readonly<Record<keyof FigureQuestion, true>> = { code: true, window: true, formula: true, queue: true }

const facts = ['8001', '8002'].flatMap((extension, n) => [
  entered(extension, '23 09:00:00'), answered(extension, '23 09:00:10', 10_000, { extension }), completed(extension, '23 09:02:00', 'agent', { extension }),
  seat(`seat-of-${extension}`, 'talking', '23 09:00:10', extension), seat(`seat-of-${extension}`, 'ready', `23 09:0${2 + n}:00`),
])

describe('nobody is ranked', () => {
  it('no figure can be asked for by agent, seat or extension', () => {
    expect(Object.keys(askable)).toEqual(['code', 'window', 'formula', 'queue'])
    const figures = figuresOf(facts)
    const whole = figures.figure({ code: 'ATT', window: monday })
    for (const key of ['agent', 'agentId', 'person', 'personId', 'seat', 'extension', 'author']) {
      expect(figures.figure({ code: 'ATT', window: monday, ...{ [key]: '8001' } })).toEqual(whole)
    }
  })

  it('no figure names who answered, not in its rows either', () => {
    const figures = figuresOf(facts.map((fact) => (fact.kind === 'queue' && 'queueCallId' in fact.event ? { ...fact, event: { ...fact.event, queueCallId: `call ${fact.event.queueCallId === '8001' ? 1 : 2}` } } : fact)))
    const everything = JSON.stringify(figureCodes.map((code) => figures.figure({ code, window: monday })))
    for (const name of ['8001', '8002', 'seat-of']) expect(everything).not.toContain(name)
  })

  it('no record of an order that figures are made of has an author', () => {
    const dir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../shared/metrics')
    const sources = readdirSync(dir).map((file) => readFileSync(path.join(dir, file), 'utf8'))
    expect(sources.filter((source) => /\bauthor\b|personId:|agentId/.test(source))).toEqual([])
  })
})
