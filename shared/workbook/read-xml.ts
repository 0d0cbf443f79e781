import { strFromU8 } from 'fflate'
import { SaxesParser } from 'saxes'
import { UnreadableWorkbook } from './workbook'

/** What is heard of a document, element by element. Names come without their prefix; text only when it is asked for. */
export interface XmlListener {
  open(name: string, attributes: ReadonlyMap<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads a part of a workbook.
 *
 * SECURITY: no part of an Office document has a document type (ISO/IEC 29500-2, 9.1.4), and without one there are no entities but the five
 * of XML itself; one that has a type is refused. Attributes come as a map: no name of theirs is ever a key of an object.
 *
 * @throws UnreadableWorkbook
 */
export function readXml(bytes: Uint8Array, listener: XmlListener): void {
  const parser = new SaxesParser()
  const refuse = () => {
    throw new UnreadableWorkbook('not-a-workbook')
  }
  parser.on('error', refuse)
  parser.on('doctype', refuse)
  parser.on('opentag', ({ name, attributes }) => listener.open(localName(name), new Map(Object.entries(attributes))))
  parser.on('text', (text) => listener.text?.(text))
  parser.on('cdata', (text) => listener.text?.(text))
  parser.on('closetag', ({ name }) => listener.close?.(localName(name)))
  parser.write(strFromU8(bytes)).close()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
