/** A WAV as a PBX writes it (8 kHz, 16 bit, one channel) that sounds `hertz`; 0: silence. */
export function toneWav(seconds: number, hertz = 440): Buffer {
  const rate = 8_000
  const frames = Math.round(seconds * rate)
  const file = Buffer.alloc(44 + 2 * frames)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(36 + 2 * frames, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(2 * rate, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(2 * frames, 40)
  for (let frame = 0; frame < frames; frame += 1) file.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hertz * frame) / rate)), 44 + 2 * frame)
  return file
}
