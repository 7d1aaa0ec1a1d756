/** Samples a frame stands for, and their rate: MPEG-2 layer III at 16 kHz, 36 ms a frame. */
const FRAME_SAMPLES = 576
const RATE_HZ = 16_000

/** One silent frame of 8 kbit/s, mono: header FF F3 18 C4, side information and data all zero; 72 * 8000 / 16000 bytes. */
const FRAME = Buffer.concat([Buffer.from([0xff, 0xf3, 0x18, 0xc4]), Buffer.alloc(32)])

/** A silent MP3 file that players show as `seconds` long; 1 KB a second, of which a zip keeps next to nothing. */
export function silentMp3(seconds: number): Buffer {
  const frames = Math.max(1, Math.round((seconds * RATE_HZ) / FRAME_SAMPLES))
  const sound = Buffer.alloc(frames * FRAME.length)
  for (let i = 0; i < frames; i++) FRAME.copy(sound, i * FRAME.length)
  return sound
}
