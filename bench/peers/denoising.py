"""The PyWavelets peer: a whole record denoised by one soft universal threshold.

usage: denoising.py FOLDER LEVELS

FOLDER holds the record's samples as the project wrote them; what comes out goes to FOLDER/denoised. Then each line on
standard input is answered with the seconds that it takes.
"""
import os
import sys
import time

folder, levels = sys.argv[1], int(sys.argv[2])

import numpy as np
import pywt

MEDIAN_OF_NORMAL_MAGNITUDES = 0.6744897501960817


def denoise(x):
    approximation, *details = pywt.wavedec(x, "sym4", mode="symmetric", level=levels)
    noise = np.median(np.abs(details[-1])) / MEDIAN_OF_NORMAL_MAGNITUDES
    threshold = noise * np.sqrt(2 * np.log(len(x)))
    kept = [pywt.threshold(d, threshold, "soft") for d in details]
    return pywt.waverec([approximation] + kept, "sym4", mode="symmetric")[: len(x)]


x = np.fromfile(os.path.join(folder, "samples"), dtype="<f4")
denoise(x).astype("<f4").tofile(os.path.join(folder, "denoised"))
denoise(x)
print(f"PyWavelets {pywt.__version__}", flush=True)
for _ in sys.stdin:
    started = time.perf_counter()
    denoise(x)
    print(f"{time.perf_counter() - started:.6f}", flush=True)
