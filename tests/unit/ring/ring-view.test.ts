// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextRing, nothingRings } from '../../../renderer/ring/ring-state'
import { createRingView } from '../../../renderer/ring/ring-view'
import { wordsFor } from '../../../renderer/ring/words'
import { at } from '../calls/calls.fixture'

const page = readFileSync(path.resolve('renderer/ring/index.html'), 'utf8').replace(/<script.*<\/script>/, '')
const pressed: string[] = []
const actions = {
  answer: () => void pressed.push('answer'),
  decline: (reason: string) => void pressed.push(`decline ${reason}`),
  setDeclining: (isDeclining: boolean) => void pressed.push(`declining ${isDeclining}`),
}
const card = { callId: '1', maskedNumber: '154****0001', place: '重庆', queue: '职工热线' }
const text = (id: string) => document.getElementById(id)?.textContent
const click = (selector: string) => document.querySelector<HTMLButtonElement>(selector)?.click()

beforeEach(() => {
  document.documentElement.innerHTML = page
  pressed.length = 0
})

describe("the ring window's page", () => {
  it('has nothing inline, which its policy would forbid', () => {
    expect(page).not.toMatch(/style=|<style|onclick|javascript:/i)
  })

  it.each([
    ['zh-CN', '接听', '重庆 · 职工热线 队列'],
    ['en', 'Answer', '重庆 · Queue 职工热线'],
  ] as const)('speaks %s', (locale, answer, origin) => {
    const view = createRingView(document, wordsFor(locale), false, actions)
    view.render(nextRing(nothingRings, { kind: 'card', card, at: at(0) }), at(1))
    expect(text('answer')).toBe(answer)
    expect(text('number')).toBe('154****0001')
    expect(text('origin')).toBe(origin)
    expect(document.querySelectorAll('button')).toHaveLength(7)
    for (const button of document.querySelectorAll('button')) expect(button.textContent).not.toBe('')
  })

  it('speaks another language from the moment in which it was chosen, in the middle of a ring too', () => {
    const view = createRingView(document, wordsFor('zh-CN'), true, actions)
    const shown = nextRing(nothingRings, { kind: 'card', card, at: at(0) })
    view.render(shown, at(1))
    view.speak(wordsFor('en'))
    view.render(shown, at(1))
    expect(document.body.textContent).not.toMatch(/接听|拒接|来电|演练|队列/)
    expect(['answer', 'practice', 'origin'].map(text)).toEqual(['Answer', 'Practice', '重庆 · Queue 职工热线'])
    click('#answer')
    expect(pressed).toEqual(['answer'])
  })

  it('shows nothing while nothing rings', () => {
    createRingView(document, wordsFor('zh-CN'), false, actions).render(nothingRings, at(0))
    expect(document.getElementById('ring')?.hidden).toBe(true)
  })

  it('takes a name full of markup for text', () => {
    const view = createRingView(document, wordsFor('zh-CN'), false, actions)
    const queue = '<img src=x onerror=alert(1)>'
    view.render(nextRing(nothingRings, { kind: 'card', card: { ...card, queue }, at: at(0) }), at(1))
    expect(document.querySelector('img')).toBeNull()
    expect(text('origin')).toContain(queue)
  })

  it('says practice in a word, not only in a colour', () => {
    createRingView(document, wordsFor('zh-CN'), true, actions)
    expect(document.getElementById('practice')?.hidden).toBe(false)
    expect(text('practice')).toBe('演练')
  })

  it('asks why before it declines', () => {
    const view = createRingView(document, wordsFor('zh-CN'), false, actions)
    const shown = nextRing(nothingRings, { kind: 'card', card, at: at(0) })
    view.render(shown, at(1))
    expect(document.getElementById('why')?.hidden).toBe(true)
    click('#decline')
    view.render(nextRing(shown, { kind: 'declining', isDeclining: true }), at(1))
    expect(document.getElementById('why')?.hidden).toBe(false)
    expect(document.getElementById('actions')?.hidden).toBe(true)
    for (const reason of ['busy-with-text', 'break', 'handover', 'other']) click(`[data-reason="${reason}"]`)
    click('#back')
    click('#answer')
    expect(pressed).toEqual([
      'declining true',
      'decline busy-with-text',
      'decline break',
      'decline handover',
      'decline other',
      'declining false',
      'answer',
    ])
  })
})
