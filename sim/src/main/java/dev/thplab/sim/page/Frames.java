package dev.thplab.sim.page;

import java.util.Arrays;

/// The page frames of the machine: per-frame columns, held in chunks that exist once a frame of
/// theirs was allocated.
public final class Frames {
  private final FrameChunk[] chunks;
  private final int nrFrames;

  /// Makes `nrFrames` frames, numbered by pfn from 0.
  Frames(int nrFrames) {
    this.nrFrames = nrFrames;
    chunks = new FrameChunk[(int) (((long) nrFrames + FrameChunk.SIZE - 1) >> FrameChunk.SHIFT)];
  }

  private Frames(Frames other) {
    nrFrames = other.nrFrames;
    chunks = new FrameChunk[other.chunks.length];
    for (int i = 0; i < chunks.length; i++) {
      if (other.chunks[i] != null) {
        chunks[i] = other.chunks[i].copy();
      }
    }
  }

  public int nrFrames() {
    return nrFrames;
  }

  FrameChunk chunk(int pfn) {
    return chunks[pfn >> FrameChunk.SHIFT];
  }

  void materialise(int pfn) {
    int i = pfn >> FrameChunk.SHIFT;
    if (chunks[i] == null) {
      chunks[i] = new FrameChunk();
    }
  }

  /// Number of PTEs that map the frame.
  public int mapcount(int pfn) {
    return chunk(pfn).mapcount[pfn & FrameChunk.MASK];
  }

  /// Adds `delta` to the PTE mappings of the frame and returns the new number.
  int addMapcount(int pfn, int delta) {
    return chunk(pfn).mapcount[pfn & FrameChunk.MASK] += delta;
  }

  /// Slot of the large folio that owns the frame, or [Folios#NONE].
  public int folio(int pfn) {
    return chunk(pfn).folio[pfn & FrameChunk.MASK];
  }

  /// Makes large folio `slot` ([Folios#NONE]: order 0) the owner of the aligned `1 << order` frames
  /// from `pfn`.
  void setFolio(int pfn, int order, int slot) {
    int from = pfn & FrameChunk.MASK;
    Arrays.fill(chunk(pfn).folio, from, from + (1 << order), slot);
  }

  /// Bits of [FrameFlags].
  public int flags(int pfn) {
    return chunk(pfn).flags[pfn & FrameChunk.MASK];
  }

  /// Sets bits of [FrameFlags] on one frame.
  public void setFlags(int pfn, int bits) {
    chunk(pfn).flags[pfn & FrameChunk.MASK] |= (byte) bits;
  }

  /// Clears bits of [FrameFlags] on one frame.
  public void clearFlags(int pfn, int bits) {
    chunk(pfn).flags[pfn & FrameChunk.MASK] &= (byte) ~bits;
  }

  /// Replaces the flags of the `1 << order` frames from `pfn`.
  void resetFlags(int pfn, int order, int bits) {
    int from = pfn & FrameChunk.MASK;
    Arrays.fill(chunk(pfn).flags, from, from + (1 << order), (byte) bits);
  }

  Frames copy() {
    return new Frames(this);
  }
}
