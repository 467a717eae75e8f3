import numpy as np, ml_dtypes, json, base64
from safetensors.numpy import save
r=np.random.default_rng(0)
t={}
for n,d in [('f64','float64'),('f32','float32'),('f16','float16'),('i64','int64'),('i32','int32'),('i16','int16'),('i8','int8'),('u64','uint64'),('u32','uint32'),('u16','uint16'),('u8','uint8')]:
    t[n]=(r.standard_normal((2,3))*50).astype(d) if d[0]=='f' else r.integers(0,100,(2,3)).astype(d)
t['b']=np.array([True,False,True]); t['s']=np.array(3.5,dtype='float32'); t['empty']=np.zeros((0,4),dtype='float32')
t['bf']=(r.standard_normal(5)).astype(ml_dtypes.bfloat16)
b=save(t,metadata={'b':'x','a':'y'})
open('dtypes.safetensors','wb').write(b)
