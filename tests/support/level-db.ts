/**
 * What lies in LevelDB's files, so that a text in them can be looked for: a table keeps its blocks compressed (Snappy), a log cuts
 * its records at every 32 KiB. Enough to read, and no more: damaged files are somebody else's trouble.
 */

const footerBytes = 48
const magic = Buffer.from('57fb808b247547db', 'hex')
const logBlock = 32_768
const logHead = 7

/** The blocks of a table (`.ldb`, `.sst`), decompressed; none when it is no table. */
export function tableBlocks(table: Buffer): readonly Buffer[] {
  if (table.length < footerBytes || !table.subarray(-magic.length).equals(magic)) return []
  const footer = reader(table.subarray(-footerBytes))
  footer.varint()
  footer.varint()
  const index = blockAt(table, footer.varint(), footer.varint())
  return [index, ...handlesIn(index).map(({ offset, size }) => blockAt(table, offset, size))]
}

/** The records of a log (`.log`, `MANIFEST-...`), put together again. */
export function logRecords(log: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let block = 0; block < log.length; block += logBlock) {
    const end = Math.min(block + logBlock, log.length)
    for (let at = block; at + logHead <= end; ) {
      const length = log.readUInt16LE(at + 4)
      parts.push(log.subarray(at + logHead, at + logHead + length))
      at += logHead + length
    }
  }
  return Buffer.concat(parts)
}

function blockAt(table: Buffer, offset: number, size: number): Buffer {
  const block = table.subarray(offset, offset + size)
  return table[offset + size] === 1 ? unsnap(block) : block
}

function handlesIn(index: Buffer): readonly { readonly offset: number; readonly size: number }[] {
  const restarts = index.readUInt32LE(index.length - 4)
  const entries = reader(index.subarray(0, index.length - 4 - 4 * restarts))
  const found = []
  while (!entries.isAtEnd()) {
    entries.varint()
    const [rest, length] = [entries.varint(), entries.varint()]
    entries.take(rest)
    const value = reader(entries.take(length))
    found.push({ offset: value.varint(), size: value.varint() })
  }
  return found
}

/** Snappy's format description, section 2. */
export function unsnap(packed: Buffer): Buffer {
  const from = reader(packed)
  const plain = Buffer.alloc(from.varint())
  let at = 0
  const copy = (offset: number, length: number) => {
    // Byte by byte: what is copied may be what is being written.
    for (const end = at + length; at < end; at += 1) plain[at] = plain[at - offset] ?? 0
  }
  while (!from.isAtEnd()) {
    const tag = from.number(1)
    const high = tag >> 2
    if ((tag & 3) === 0) {
      const literal = from.take((high < 60 ? high : from.number(high - 59)) + 1)
      literal.copy(plain, at)
      at += literal.length
    } else if ((tag & 3) === 1) copy(((tag >> 5) << 8) | from.number(1), (high & 7) + 4)
    else copy(from.number((tag & 3) === 2 ? 2 : 4), high + 1)
  }
  return plain
}

function reader(bytes: Buffer) {
  let at = 0
  const take = (length: number) => bytes.subarray(at, (at += length))
  return {
    take,
    isAtEnd: () => at >= bytes.length,
    /** Little endian. */
    number: (length: number) => take(length).readUIntLE(0, length),
    varint() {
      let value = 0
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[at] ?? 0
        at += 1
        value += (byte & 127) * shift
        if (byte < 128) return value
      }
    },
  }
}
