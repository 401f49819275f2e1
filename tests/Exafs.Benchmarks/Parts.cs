using System.Diagnostics;
using Exafs.Signal;
namespace Exafs.Benchmarks;
internal static class Parts
{
    private static void T(string n, Action a){ for(int i=0;i<200;i++)a(); var best=double.MaxValue; for(int r=0;r<15;r++){ var s=Stopwatch.GetTimestamp(); for(int i=0;i<200;i++)a(); best=Math.Min(best,Stopwatch.GetElapsedTime(s).TotalMicroseconds/200);} Console.WriteLine($"{n,-30}{best:0.00} us"); }
    public static void Run()
    {
        var f = SyntheticFoil.Spectrum(500); var p = new ReductionParameters{E0=SyntheticFoil.E0, Fourier=new FourierParameters{KMin=3,KMax=12,Dk=4}};
        var e=f.Energy.AsSpan().ToArray(); var mu=f.Mu.AsSpan().ToArray();
        var pre=new PreEdgePlan(e,SyntheticFoil.E0,p); AutobkPlan.TryCreate(e,SyntheticFoil.E0,p,out var bk,out _);
        double[] a=new double[500],b=new double[500],c=new double[500],d=new double[500],bkg=new double[500]; var chi=new double[bk!.K.Length]; var dc=new double[chi.Length];
        T("prepare clean", ()=>EnergyCleanup.ResolveDuplicates(EnergyCleanup.Sort(f),Compatibility.None));
        T("preedge", ()=>pre.Apply(mu,a,b,c,d));
        T("autobk", ()=>bk.Apply(mu,1.0,bkg,chi,dc));
        var sp=new CubicSplineInterpolation(Enumerable.Range(0,450).Select(i=>i*0.035).ToArray(),bk.K); var y=new double[450];
        T("spline", ()=>sp.Evaluate(y,chi));
        var ft=new ForwardTransform(p.Fourier,2,chi.Length,0.05,2048); var many=new double[16*chi.Length]; for(int i=0;i<many.Length;i++)many[i]=Math.Sin(i); var o=new double[16*2*ft.R.Length];
        T("ft x16", ()=>ft.Apply(many,o)); T("ft x1", ()=>ft.Apply(many.AsSpan(0,chi.Length),o.AsSpan(0,2*ft.R.Length)));
        bk.Apply(mu,1.0,bkg,chi,dc);
        var np=new NoisePlan(chi.Length,0.05,2048,new NoiseParameters{KMin=3,KMax=12});
        T("noise levels", ()=>np.EstimateLevels(chi)); T("noise full", ()=>np.Estimate(chi));
        T("find e0", ()=>EdgeEnergy.Find(e,mu,Compatibility.None));
        var dd=new double[500]; T("derivative", ()=>Grid.Derivative(e,mu,dd));
        T("lorentz 122", ()=>LorentzianSmoothing.Apply(e.AsSpan(3,122),mu.AsSpan(3,122),0.147));
        T("alloc 44k", ()=>{ for(int i=0;i<11;i++) GC.KeepAlive(new double[500]); });
        var r=new Reducer(p); var sx=SyntheticFoil.Noisy(f,16); T("reduce16/16", ()=>r.Reduce(sx));
        T("new noiseplan", ()=>GC.KeepAlive(new NoisePlan(chi.Length,0.05,2048,new NoiseParameters{KMin=3,KMax=12})));
    }
}
