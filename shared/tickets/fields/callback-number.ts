import { err, ok, type Result } from '../../lib/result'

export type CallbackProblem = 'phone-area-missing' | 'phone-shape'

const mobile = /^1[3-9]\d{9}$/
const landline = /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/

/**
 * A number to call back: a mobile number, or a landline with its area code; an extension may follow after 转, - or x.
 * Gives the digits to dial (extension behind a hyphen). 500 and short numbers are nobody's call-back.
 */
export function parseCallbackNumber(text: string): Result<string, CallbackProblem> {
  const folded = text.normalize('NFKC').toLowerCase().trim()
  const match = /^(.*?)(?:\s*(?:转|ext\.?|x)\s*(\d{1,6})|(?<=\d{7,8})-(\d{1,6}))?$/.exec(folded)
  const digits = (match?.[1] ?? '').replace(/[\s().-]/g, '').replace(/^(?:\+|00)86/, '')
  const extension = match?.[2] ?? match?.[3]
  const number = /^[1-9]\d{9,10}$/.test(digits) && !mobile.test(digits) && landline.test(`0${digits}`) ? `0${digits}` : digits
  if (!mobile.test(number) && !landline.test(number)) return err(/^[2-9]\d{6,7}$/.test(number) ? 'phone-area-missing' : 'phone-shape')
  return ok(extension === undefined ? number : `${number}-${extension}`)
}
