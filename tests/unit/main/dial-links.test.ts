import { describe, expect, it } from 'vitest'
import { createDialLinks, dialLinkIn } from '../../../electron/main/dial-links'

describe('a link that asks to dial', () => {
  it('is found among the arguments of a start, and nothing else is', () => {
    expect(dialLinkIn(['lingxi', '--practice', 'tel:+8615400000012'])).toBe('tel:+8615400000012')
    expect(dialLinkIn(['lingxi', 'SIP:600@pbx.example'])).toBe('SIP:600@pbx.example')
    expect(dialLinkIn(['lingxi', 'https://example.com/?tel:110', '--tel:110'])).toBeNull()
    expect(dialLinkIn([`tel:${'1'.repeat(400)}`])).toBeNull()
  })

  it('waits for a console that is not there yet, and only the last one does', () => {
    const sent: string[] = []
    const links = createDialLinks((link) => sent.push(link))
    links.ask('tel:110')
    links.ask('tel:12333')
    expect(sent).toEqual([])
    links.consoleListens(true)
    links.ask('tel:600')
    expect(sent).toEqual(['tel:12333', 'tel:600'])
  })
})
